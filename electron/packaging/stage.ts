/**
 * `npm run package -- [--arch x64|arm64] [--dry-run]`: lays out what goes into the package (`app`), then has
 * electron-forge make a .deb and a .zip of it. `--dry-run` stops after the layout and says what is in it. Run `npm run build`
 * and `npm ci --prefix electron/packaging` first. Without a network, `ELECTRON_ZIP_DIR` names a folder with Electron's archive.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { external } from "../rolldown.config.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Under the folder whose packages forge and its configuration are. */
const app = join(root, "electron", "packaging", "app");

/** The packages that stay beside the bundle, at the versions of the project's lockfile. */
export function runtimeDependencies(lock: {
  packages: Record<string, { version?: string }>;
}): Record<string, string> {
  const names = external.filter((name): name is string => typeof name === "string");
  return Object.fromEntries(
    names.map((name) => {
      const version = lock.packages[`node_modules/${name}`]?.version;
      if (version === undefined) throw new Error(`the lockfile does not have ${name}`);
      return [name, version];
    }),
  );
}

/** For whoever stands before a kiosk without a network. */
const pages = ["electron", "operations", "devices"].map((name) => `docs/${name}.md`);

function layOut(arch: string): void {
  const read = (file: string) =>
    JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, unknown>;
  const { name, version, description } = read("package.json");
  rmSync(app, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  const manifest = {
    name,
    productName: "yimen-kiosk",
    version,
    description,
    author: "Yimen",
    license: "UNLICENSED",
    type: "module",
    main: "dist/electron/main.js",
    dependencies: runtimeDependencies(read("package-lock.json") as never),
    devDependencies: {
      electron: (read("package.json")["devDependencies"] as Record<string, string>)["electron"],
    },
    config: { forge: "./forge.config.js" },
  };
  writeFileSync(join(app, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const part of ["dist/electron", "dist/ui", "deploy", ...pages])
    cpSync(join(root, part), join(app, part), { recursive: true });
  for (const file of readdirSync(join(app, "dist/electron")))
    if (file.endsWith(".map")) rmSync(join(app, "dist/electron", file));
  // For the machine that it will run on, whatever this one is; nothing is built here.
  run(
    "npm",
    ["install", "--omit=dev", "--ignore-scripts", "--no-package-lock", "--os=linux", `--cpu=${arch}`],
    app,
  );
}

function run(command: string, args: string[], cwd: string): void {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
}

function sizeOf(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function main(): void {
  const { values } = parseArgs({
    options: { arch: { type: "string", default: "x64" }, "dry-run": { type: "boolean", default: false } },
  });
  if (values.arch !== "x64" && values.arch !== "arm64") throw new Error("--arch is x64 or arm64");
  if (!existsSync(join(root, "dist/electron/main.js"))) throw new Error("run npm run build first");
  layOut(values.arch);
  for (const name of ["dist/electron", "dist/ui", "node_modules", "deploy", "docs"])
    console.log(`${name.padEnd(16)} ${(sizeOf(join(app, name)) / 2 ** 20).toFixed(1)} MB`);
  if (values["dry-run"]) return;
  const forge = join(root, "electron/packaging/node_modules/.bin/electron-forge");
  if (!existsSync(forge)) throw new Error("run npm ci --prefix electron/packaging first");
  for (const file of ["forge.config.js", "fuses.ts", "deb"])
    cpSync(join(root, "electron/packaging", file), join(app, file), { recursive: true });
  run(forge, ["make", "--platform=linux", `--arch=${values.arch}`], app);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
