import { fileURLToPath } from "node:url";
import { MakerDeb } from "@electron-forge/maker-deb";
import { MakerZIP } from "@electron-forge/maker-zip";
import { FusesPlugin } from "@electron-forge/plugin-fuses";
import { fuses } from "./fuses.ts";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Packages what `stage.ts` has laid out. `ELECTRON_ZIP_DIR` holds Electron's own archives where there is no network. */
export default {
  packagerConfig: {
    name: "yimen-kiosk",
    executableName: "yimen-kiosk",
    // Code from the archive only; native code has to lie beside it.
    asar: { unpack: "**/*.{node,so,dll}" },
    ...(process.env.ELECTRON_ZIP_DIR && { electronZipDir: process.env.ELECTRON_ZIP_DIR }),
    // Beside the archive, for the system and for people.
    extraResource: [here("./deploy"), here("./docs")],
    ignore: [/^\/(?:deploy|docs|deb|out)(?:\/|$)/, /^\/(?:forge\.config\.js|fuses\.ts)$/],
    // Only what runs was installed here.
    prune: false,
    overwrite: true,
  },
  // Prebuilt for Node's stable interface: the same in Node and in Electron.
  rebuildConfig: { onlyModules: [] },
  makers: [
    new MakerZIP({}, ["linux", "win32"]),
    new MakerDeb(
      {
        options: {
          name: "yimen-kiosk",
          bin: "yimen-kiosk",
          productName: "一门取号机",
          genericName: "Kiosk",
          description: "The kiosk of a public service hall",
          section: "misc",
          maintainer: "Yimen",
          depends: ["systemd", "fonts-noto-cjk", "speech-dispatcher", "espeak-ng"],
          scripts: { postinst: here("./deb/postinst"), prerm: here("./deb/prerm") },
        },
      },
      ["linux"],
    ),
  ],
  plugins: [new FusesPlugin(fuses)],
};
