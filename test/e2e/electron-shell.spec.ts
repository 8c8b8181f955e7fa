import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, expect, type Page, test as base } from "@playwright/test";
import { type FakeHall, fakeKey, startFakeHall } from "../../electron/core/testing/fake-hall.ts";

/** The bundled shell and core, as they are installed; under the real Electron where there is one. */
const test = base.extend<{ hall: FakeHall; shell: ElectronApplication & { said: () => string } }>({
  hall: async ({}, use) => {
    const hall = await startFakeHall();
    await use(hall);
    await hall.close();
  },
  shell: async ({ hall }, use) => {
    const dir = mkdtempSync(join(tmpdir(), "kiosk-shell-"));
    writeFileSync(join(dir, "key"), fakeKey);
    const devices = [
      { id: "reader", kind: "cardReader", url: "tcp://127.0.0.1:9" },
      { id: "printer", kind: "ticketPrinter", url: "tcp://127.0.0.1:13" },
    ];
    writeFileSync(join(dir, "devices.json"), JSON.stringify({ devices }));
    const shell = await _electron.launch({
      args: ["dist/electron/main.js"],
      env: {
        ...(process.env as Record<string, string>),
        HALL_URL: hall.url,
        KIOSK_ID: "k1",
        KIOSK_KEY_FILE: join(dir, "key"),
        KIOSK_DEVICES: join(dir, "devices.json"),
        PORT: "0",
        KIOSK_CUSTOMER_DISPLAY: "auto",
        STANDIN_DISPLAYS: "2",
      },
    });
    let said = "";
    shell.process().stderr?.on("data", (bytes: Buffer) => void (said += bytes.toString()));
    await use(Object.assign(shell, { said: () => said }));
    await shell.close();
    rmSync(dir, { recursive: true });
  },
});

const idle = "请点按钮取号";
/** The window that citizens touch, which on a machine with one display is the only one. */
async function kioskPage(shell: ElectronApplication): Promise<Page> {
  const isKiosk = (page: Page) => URL.parse(page.url())?.pathname === "/";
  await expect.poll(() => shell.windows().some(isKiosk)).toBe(true);
  const page = shell.windows().find(isKiosk)!;
  await expect(page.getByRole("heading", { name: idle })).toBeVisible();
  return page;
}

/** What the kiosk's window shows, asked of the shell: a page that crashed is no page any more to the test. */
const heading = (shell: ElectronApplication) =>
  shell.evaluate(async ({ BrowserWindow }) => {
    const kiosk = BrowserWindow.getAllWindows().find(
      ({ webContents }) => new URL(webContents.getURL()).pathname === "/",
    );
    const asking = kiosk?.webContents
      .executeJavaScript("document.querySelector('h1')?.textContent ?? ''")
      // It is being brought back at this moment.
      .catch(() => "no page");
    return Promise.race([asking ?? "", new Promise((resolve) => setTimeout(resolve, 500, "no answer"))]);
  });

test("K-13 S1 the shell starts the core and shows its page; every window is walled in, and nothing of Node or the token reaches it", async ({
  shell,
  hall,
}) => {
  const page = await kioskPage(shell);
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/");
  const reachable = await page.evaluate(() => [
    typeof globalThis["require" as never],
    typeof globalThis["process" as never],
    document.cookie,
  ]);
  expect(reachable).toEqual(["undefined", "undefined", ""]);
  // A second display is for those who wait, where there is one; the stand-in always has two.
  const displays = await shell.evaluate(({ screen }) => screen.getAllDisplays().length);
  await expect.poll(() => shell.windows().length).toBe(Math.min(displays, 2));
  const windows = await shell.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      // Not among the public types, and the only way to ask what is in force.
      preferences: (
        window.webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
      ).getLastWebPreferences(),
      kiosk: window.isKiosk(),
    })),
  );
  expect(windows).toHaveLength(Math.min(displays, 2));
  for (const { preferences, kiosk } of windows) {
    expect(kiosk).toBe(true);
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
    });
  }
  // A number without card and slip, through the real window; a second display shows it to those who wait.
  await page.getByRole("button", { name: /直接取号/ }).click();
  await page.getByRole("button", { name: "高龄津贴申领" }).click();
  await page.getByRole("button", { name: /下一步/ }).click();
  await page.getByRole("button", { name: "不要小票，取号" }).click();
  await expect(page.getByTestId("number")).toHaveText("D013");
  await expect.poll(() => hall.of("confirmPrint").map(({ outcome }) => outcome)).toEqual(["paperless"]);
  for (const other of shell.windows().filter((each) => each !== page)) {
    await expect(other.getByTestId("number")).toHaveText("D013");
    await expect(other.getByRole("heading", { name: "您的号码" })).toBeVisible();
  }
});

test("S3 S4 S6 K-76 nothing a page can try leads out of the kiosk, and what was tried is logged", async ({
  shell,
}) => {
  const page = await kioskPage(shell);
  const before = page.url();
  const windows = shell.windows().length;
  const tried = await page.evaluate(async () => {
    const outcome = async (act: () => unknown): Promise<string> => {
      try {
        return String(await act());
      } catch (error) {
        return error instanceof Error ? error.name : "thrown";
      }
    };
    const drop = new DragEvent("drop", { bubbles: true, cancelable: true });
    const menu = new MouseEvent("contextmenu", { bubbles: true, cancelable: true });
    const wheel = new WheelEvent("wheel", { ctrlKey: true, bubbles: true, cancelable: true });
    const drag = new DragEvent("dragstart", { bubbles: true, cancelable: true });
    for (const event of [drop, drag, menu, wheel]) document.body.dispatchEvent(event);
    const frame = document.createElement("iframe");
    frame.src = "http://127.0.0.1:9/";
    document.body.append(frame);
    const script = document.createElement("script");
    script.textContent = "globalThis.escaped = true";
    document.body.append(script);
    return {
      open: await outcome(() => window.open("http://127.0.0.1:9/")),
      print: await outcome(() => (window.print as () => unknown)()),
      alert: await outcome(() => (window.alert as () => unknown)()),
      fetch: await outcome(() => fetch("http://127.0.0.1:9/")),
      // In a turn of its own: what a debugger asks for may evaluate.
      evaluated: await new Promise((resolve) =>
        // oxlint-disable-next-line eslint/no-eval -- that it is refused is what is shown
        setTimeout(() => void outcome(() => (0, eval)("1 + 1")).then(resolve), 0),
      ),
      inline: "escaped" in globalThis,
      prevented: [drop, drag, menu, wheel].map((event) => event.defaultPrevented),
      notify: await outcome(() => Notification.requestPermission()),
    };
  });
  expect(tried).toEqual({
    open: "null",
    print: "null",
    alert: "null",
    fetch: "TypeError",
    evaluated: "EvalError",
    inline: false,
    prevented: [true, true, true, true],
    notify: "denied",
  });
  for (const url of ["http://127.0.0.1:9/", "file:///etc/passwd", "javascript:void(document.title='x')"])
    await page.evaluate((to) => {
      const link = document.createElement("a");
      link.href = to;
      document.body.append(link);
      link.click();
    }, url);
  await expect.poll(shell.said).toContain('"shell":"refused navigation"');
  for (const what of ["drop", "drag", "context menu", "zoom", "print", "open", "alert", "permission"])
    await expect.poll(shell.said).toContain(`"refused ${what}"`);
  expect(page.url()).toBe(before);
  expect(shell.windows()).toHaveLength(windows);
  await expect(page.getByRole("heading", { name: idle })).toBeVisible();
});

test("S6 K-76 what hands and keys can do at the display leads nowhere either, and is logged", async ({
  shell,
}) => {
  const page = await kioskPage(shell);
  const before = page.url();
  const logged = async (what: string) => expect.poll(shell.said).toContain(`"refused ${what}"`);
  const count = (what: string) => shell.said().split(`"refused ${what}"`).length - 1;
  // As a kiosk's window is; the stand-in's has no display to fill.
  await page.evaluate(() => document.documentElement.requestFullscreen().catch(() => {}));
  const keys = ["F1", "F5", "F11", "F12", "Alt+F4", "Alt+ArrowLeft"];
  for (const letter of ["w", "r", "p", "o", "j", "u", "Shift+I", "=", "-"]) keys.push(`Control+${letter}`);
  for (const key of keys) {
    const said = count("key");
    await page.keyboard.press(key);
    await expect.poll(() => count("key"), key).toBeGreaterThan(said);
  }
  const cdp = await page.context().newCDPSession(page);
  // Two fingers that move apart.
  const fingers = (apart: number) => [
    { id: 0, x: 500 - apart, y: 900 },
    { id: 1, x: 500 + apart, y: 900 },
  ];
  await cdp.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: fingers(50) });
  for (const apart of [90, 150, 220])
    await cdp.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: fingers(apart) });
  await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await logged("pinch");
  expect(await page.evaluate(() => [visualViewport?.scale, devicePixelRatio])).toEqual([1, 1]);
  // A long press, as the browser makes of it.
  await page.mouse.click(500, 900, { button: "right" });
  await logged("context menu");
  expect(page.url()).toBe(before);
});

test("K-74 K-77 a page that crashes, and one that hangs, are back by themselves with nothing of the session; so is a core that dies", async ({
  shell,
}) => {
  test.setTimeout(90_000);
  const page = await kioskPage(shell);
  await page.getByRole("button", { name: /直接取号/ }).click();
  await expect.poll(() => heading(shell)).toBe("您要办什么事？");
  const crashed = performance.now();
  await shell.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows())
      if (new URL(webContents.getURL()).pathname === "/") webContents.forcefullyCrashRenderer();
  });
  await expect.poll(shell.said, { intervals: [50] }).toContain('"shell":"crash"');
  await expect.poll(() => heading(shell), { intervals: [50] }).toBe(idle);
  expect(performance.now() - crashed).toBeLessThan(5_000);
  // The page does nothing any more, and so does not answer either.
  await shell.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows())
      if (new URL(webContents.getURL()).pathname === "/")
        void webContents.executeJavaScript("setTimeout(() => { for (;;); }, 0); 0");
  });
  await expect.poll(shell.said, { timeout: 20_000 }).toContain('"shell":"hung"');
  await expect.poll(() => heading(shell), { timeout: 20_000 }).toBe(idle);
  const core = await shell.evaluate(
    ({ app }) => app.getAppMetrics().find(({ name }) => name === "kiosk-core")?.pid ?? 0,
  );
  expect(core).toBeGreaterThan(0);
  process.kill(core, "SIGKILL");
  await expect.poll(shell.said).toContain('"shell":"core ended"');
  await expect.poll(() => heading(shell), { timeout: 20_000 }).toBe(idle);
});
