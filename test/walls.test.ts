import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/** A wall that never stops anybody is none: each is walked into here, under the very rules of the project. */
const forbidden: [file: string, imports: string][] = [
  ["hall-server/domain/queue/x.ts", "node:fs"],
  ["hall-server/domain/queue/x.ts", "zod"],
  ["hall-server/domain/queue/x.ts", "../../store/log.ts"],
  ["hall-server/domain/x.ts", "../contract/wire.ts"],
  ["hall-server/contract/x.ts", "node:fs"],
  ["hall-server/contract/x.ts", "../store/log.ts"],
  ["hall-server/store/x.ts", "../live/rooms.ts"],
  ["hall-server/live/x.ts", "../store/log.ts"],
  ["hall-server/live/x.ts", "../hall.ts"],
  ["hall-server/live/views/x.ts", "../../store/log.ts"],
  ["hall-server/live/views/x.ts", "../../hall.ts"],
  ["hall-server/x.ts", "../drivers/port/port.ts"],
  ["hall-server/floor/x.ts", "../live/rooms.ts"],
  ["hall-server/floor/x.ts", "../hall.ts"],
  ["hall-server/phones/x.ts", "../live/rooms.ts"],
  ["hall-server/edge/x.ts", "../store/log.ts"],
  ["hall-server/edge/x.ts", "../phones/slip-secrets.ts"],
  ["hall-server/contract/voice/x.ts", "../../../drivers/voice/said.ts"],
  ["hall-server/domain/queue/x.ts", "immutable"],
  ["counter-ui/screen/x.ts", "../../drivers/voice/said.ts"],
  ["drivers/id-card/x.ts", "../../hall-server/contract/wire.ts"],
  ["finding/x.ts", "../hall-server/contract/wire.ts"],
  ["finding/x.ts", "../electron/bridge.ts"],
  ["finding/x.ts", "node:fs"],
  ["electron/core/x.ts", "electron"],
  ["electron/core/x.ts", "../../hall-server/domain/roles.ts"],
  ["electron/core/x.ts", "../../kiosk-ui/app.tsx"],
  ["electron/core/x.ts", "../supervision/log.ts"],
  ["electron/core/session/x.ts", "../../supervision/log.ts"],
  ["electron/shell/x.ts", "../core/environment.ts"],
  ["electron/shell/x.ts", "../browser/kiosk-browser.ts"],
  ["electron/supervision/x.ts", "electron"],
  ["electron/supervision/x.ts", "../shell/windows.ts"],
  ["electron/supervision/x.ts", "../browser/kiosk-browser.ts"],
  ["electron/browser/x.ts", "electron"],
  ["electron/browser/x.ts", "../core/environment.ts"],
  ["electron/browser/x.ts", "../../drivers/port/port.ts"],
  ["electron/shell/x.ts", "../../drivers/port/port.ts"],
  ["kiosk-ui/x.ts", "../hall-server/contract/wire.ts"],
  ["kiosk-ui/x.ts", "../electron/core/view.ts"],
  ["kiosk-ui/x.ts", "node:fs"],
  ["counter-ui/counter/x.ts", "../../hall-server/domain/roles.ts"],
  ["counter-ui/counter/x.ts", "../../kiosk-ui/app.tsx"],
  ["counter-ui/counter/x.ts", "../../electron/bridge.ts"],
];
const allowed: [file: string, imports: string][] = [
  ["hall-server/domain/queue/x.ts", "../persistent.ts"],
  ["hall-server/domain/queue/x.ts", "../roles.ts"],
  ["hall-server/store/x.ts", "../domain/roles.ts"],
  ["hall-server/store/x.ts", "../contract/wire.ts"],
  ["hall-server/floor/x.ts", "../../drivers/voice/clip-set.ts"],
  ["hall-server/edge/x.ts", "../contract/phone.ts"],
  ["counter-ui/screen/x.ts", "../../hall-server/contract/voice/speaker.ts"],
  ["electron/core/x.ts", "../../drivers/port/port.ts"],
  ["electron/core/x.ts", "../../hall-server/contract/wire.ts"],
  ["electron/shell/x.ts", "../supervision/log.ts"],
  ["electron/browser/x.ts", "../supervision/log.ts"],
  ["kiosk-ui/x.ts", "../electron/bridge.ts"],
  ["kiosk-ui/x.ts", "../finding/search.ts"],
  ["electron/core/x.ts", "../../finding/terms.ts"],
  ["counter-ui/counter/x.ts", "../../finding/search.ts"],
  ["counter-ui/counter/x.ts", "../../hall-server/contract/client.ts"],
  ["counter-ui/counter/x.ts", "../../kiosk-ui/design/tokens.css"],
];

const folders = [...new Set([...forbidden, ...allowed].map(([file]) => file.split("/")[0]!))];
const root = mkdtempSync(join(tmpdir(), "yimen-walls-"));
let found: Set<string>;

/** One file a case, all linted in one go: which of them met a wall. */
function fileOf(index: number, file: string): string {
  return join(dirname(file), `wall-${index}.ts`);
}

beforeAll(() => {
  copyFileSync(".oxlintrc.json", join(root, ".oxlintrc.json"));
  symlinkSync(resolve("node_modules"), join(root, "node_modules"));
  for (const [index, [file, target]] of [...forbidden, ...allowed].entries()) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, fileOf(index, file)), `import * as wall from "${target}";\nexport { wall };\n`);
  }
  const { stdout } = spawnSync("oxlint", ["--format=json", ...folders], { cwd: root, encoding: "utf8" });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  found = new Set(
    diagnostics.filter(({ code }) => code.includes("no-restricted-imports")).map(({ filename }) => filename),
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each(forbidden.map(([file, target], i) => ({ file, target, at: fileOf(i, file) })))(
  "$file may not import $target",
  ({ at }) => expect([...found]).toContain(at),
);
test.each(allowed.map(([file, target], i) => ({ file, target, at: fileOf(forbidden.length + i, file) })))(
  "$file may import $target",
  ({ at }) => expect([...found]).not.toContain(at),
);
