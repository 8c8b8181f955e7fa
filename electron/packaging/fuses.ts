/**
 * What is burnt into the packaged binary, so that nobody turns a kiosk into a Node with a screen: every fuse that Electron
 * has, each with its reason. A fuse that a later Electron adds fails the packaging until it is decided on here.
 */
import { type FuseConfig, FuseV1Options, FuseVersion } from "@electron/fuses";

export const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // ELECTRON_RUN_AS_NODE would run any script with the kiosk's rights.
  [FuseV1Options.RunAsNode]: false,
  // Cookies on the disk are of no use elsewhere.
  [FuseV1Options.EnableCookieEncryption]: true,
  // NODE_OPTIONS and --inspect would let a debugger in.
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Code comes from the package alone, as it was packaged (checked by Windows and macOS builds; Linux has no such check).
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // One snapshot for all processes: none of ours is made.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Pages come from the core; `file:` has no rights of its own.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Faster and as safe; the page loads no WebAssembly, whose compilation its policy forbids.
  [FuseV1Options.WasmTrapHandlers]: true,
} satisfies FuseConfig;
