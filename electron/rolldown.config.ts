import { defineConfig } from "rolldown";

// Native code and what loads its own files at run time stay packages beside the bundle.
export const external = [
  /^electron(\/|$)/,
  /^node:/,
  "better-sqlite3",
  "serialport",
  "@serialport/bindings-cpp",
  "@napi-rs/canvas",
  "node-hid",
  "usb",
  "@homebridge/node-pty-prebuilt-multiarch",
  "pino",
  "jsonc-parser",
];
export default defineConfig([
  {
    input: "electron/shell/main.ts",
    platform: "node",
    external,
    output: { file: "dist/electron/main.js", format: "esm", sourcemap: true },
  },
  {
    input: "electron/core/main.ts",
    platform: "node",
    external,
    output: { file: "dist/electron/core.js", format: "esm", sourcemap: true, codeSplitting: false },
  },
]);
