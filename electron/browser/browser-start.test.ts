import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { browserStart } from "./browser-start.ts";
import { largestMb, residentMb } from "./memory.ts";

const url = "http://127.0.0.1:4711/?token=x";

test("K-150 whatever browser it is, its command has the way to a file and never the token, which only the file has", () => {
  const plain = browserStart({}, url, "/run/yimen/b");
  expect(plain.command).toBe("chromium");
  expect(plain.args).toEqual(expect.arrayContaining(["--kiosk", "--user-data-dir=/run/yimen/b/profile"]));
  const other = browserStart(
    { KIOSK_BROWSER: "/opt/apps/browser360 --no-sandbox", KIOSK_BROWSER_FLAGS: " --lang=zh-CN  --a " },
    url,
    "/run/yimen/b",
  );
  expect([other.command, other.args[0]]).toEqual(["/opt/apps/browser360", "--no-sandbox"]);
  expect(other.args.slice(-3)).toEqual(["--lang=zh-CN", "--a", "file:///run/yimen/b/start.html"]);
  const firefox = browserStart({ KIOSK_BROWSER: "firefox-esr" }, url, "/run/yimen/b");
  expect(firefox.args).toEqual([
    "--kiosk",
    "--new-instance",
    "--profile",
    "/run/yimen/b/profile",
    "file:///run/yimen/b/start.html",
  ]);
  expect(firefox.files["profile/user.js"]).toContain('user_pref("browser.aboutwelcome.enabled", false);\n');
  for (const { args, files } of [plain, other, firefox]) {
    expect(args.join(" ")).not.toContain("token");
    expect(files["start.html"]).toContain(`content="0; url=${url}"`);
  }
});

test("K-153 memory is that of a process, and of the largest of a group", async () => {
  const mine = residentMb(process.pid);
  expect(mine).toBeGreaterThan(20);
  const idle = spawn("sleep", ["60"], { detached: true });
  await once(idle, "spawn");
  expect(largestMb(idle.pid)).toBeGreaterThan(0);
  expect(largestMb(idle.pid)).toBeLessThan(mine);
  idle.kill();
  await once(idle, "exit");
  expect([largestMb(idle.pid), residentMb(idle.pid), largestMb(undefined)]).toEqual([0, 0, 0]);
});

test("K-150 the unit starts what is there, waits for its word, and lets the browser's policy open its first page", () => {
  const unit = readFileSync("deploy/yimen-kiosk-browser.service", "utf8");
  const [, program] = /^ExecStart=\S+ \/usr\/lib\/yimen\/(.*)$/m.exec(unit)!;
  expect(existsSync(program!)).toBe(true);
  for (const line of ["Type=notify", "NotifyAccess=all", "WatchdogSec=30", "RuntimeDirectoryMode=0700"])
    expect(unit.split("\n")).toContain(line);
  const [, run] = /^RuntimeDirectory=(.*)$/m.exec(unit)!;
  const policy = JSON.parse(readFileSync("deploy/chromium-policy.json", "utf8")) as Record<string, unknown>;
  expect(policy["URLAllowlist"]).toEqual(["127.0.0.1", `file:///run/${run}/`]);
});
