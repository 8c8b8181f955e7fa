import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, expect, type Page } from "@playwright/test";
import { pino } from "pino";
import { HallClient } from "../../hall-server/contract/client.ts";
import type {
  CardData,
  OpenedCommand,
  WireCommand,
  WireCommandType,
  WireResult,
} from "../../hall-server/contract/commands.ts";
import { readEnvironment } from "../../hall-server/environment.ts";
import type { LoggedEvent } from "../../hall-server/domain/hall/events.ts";
import type { Principal } from "../../hall-server/domain/roles.ts";
import { startHall } from "../../hall-server/start-hall.ts";
import { test as base } from "./closed-after.ts";

export { expect };

/** The real hall with its real file and wire, whose clock a journey can move on; a kiosk of it that gives numbers. */
export interface DeskHall {
  url: string;
  /** What proves that a kiosk is this one. */
  kioskKey: (kiosk: string) => string;
  /** Milliseconds by which the hall's clock is ahead of the machine's. */
  skip: (ms: number) => void;
  now: () => number;
  /** A number, its slip in hand. */
  take: (items: readonly string[], card?: CardData) => Promise<WireResult<"takeTicket">>;
  /** What the log holds, one after another. */
  events: () => string[];
  log: () => LoggedEvent[];
  /** What somebody of the staff does at their own screen, told by its answer's code. */
  as: (staff: string, command: OpenedCommand) => Promise<string>;
  /** What a phone, a tablet or a device does. */
  by: (principal: Principal, command: OpenedCommand) => Promise<string>;
  open: (
    browser: Browser,
    path: string,
    staff: string,
    size?: { width: number; height: number },
  ) => Promise<Page>;
}

/** Matters of the demo hall. */
export const items = { marry: "MZ-001", divorce: "MZ-002" };

async function start(root: string) {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const settings = readEnvironment({ PORT: "0", DATA_DIR: join(root, "data") });
  const running = await startHall(settings, { now, log: pino({ level: "silent" }) });
  const kioskKey = (kiosk: string) => readFileSync(running.kioskKeyFile(kiosk), "utf8").trim();
  const kiosk = new HallClient({
    url: running.url,
    auth: { kiosk: "k1", key: kioskKey("k1") },
    now: () => performance.now(),
  });
  let sent = 0;
  const send = async <C extends WireCommand>(command: C): Promise<WireResult<C["type"]>> => {
    const answer = await kiosk.execute(command, `journey-kiosk-${String(++sent).padStart(8, "0")}`);
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
    return answer.result as WireResult<C["type"] & WireCommandType>;
  };
  const hall: DeskHall = {
    url: running.url,
    kioskKey,
    skip: (ms) => (ahead += ms),
    now,
    async take(wanted, card) {
      const people = card ? [{ role: "self" as const, card }] : [];
      const taken = (await send({
        type: "takeTicket",
        items: [...wanted],
        people,
      })) as WireResult<"takeTicket">;
      const { ticket } = taken as { ticket: string };
      await send({ type: "confirmPrint", ticket, outcome: "printed" });
      return taken;
    },
    events: () => running.store.recent(5_000).map(({ event }) => event.type),
    log: () => running.store.recent(5_000),
    async as(staff, command) {
      const member = running.hall.state.config.staff.find(({ id }) => id === staff)!;
      return hall.by({ kind: "staff", id: staff, roles: member.roles }, command);
    },
    async by(principal, command) {
      const id = `journey-staff-${String(++sent).padStart(8, "0")}`;
      const answer = await running.hall.execute({ id, command, principal });
      return answer.ok ? "ok" : answer.refusal.code;
    },
    async open(browser, path, staff, size = { width: 1366, height: 768 }) {
      const page = await (await browser.newContext({ viewport: size })).newPage();
      await page.goto(`${running.url}${path}`);
      await page.locator("input[name=staff]").fill(staff);
      await page.locator("input[name=pin]").fill(pins[staff]!);
      await page.keyboard.press("Enter");
      // Whatever is pressed before would be pressed on the form, or on a page that has nothing of the hall yet.
      await expect(page.locator("input[name=pin]")).toHaveCount(0);
      await expect(page.locator("main")).toBeVisible();
      return page;
    },
  };
  return {
    hall,
    close: async () => {
      kiosk.close();
      await running.close();
    },
  };
}

export const pins: Record<string, string> = {
  a01: "9101",
  c01: "1001",
  c02: "1002",
  g01: "8001",
  m01: "9001",
};

export const test = base.extend<{ hall: DeskHall }>({
  hall: async ({}, use) => {
    const root = mkdtempSync(join(tmpdir(), "yimen-desk-"));
    const { hall, close } = await start(root);
    await use(hall);
    await close();
    rmSync(root, { recursive: true, force: true });
  },
});

/** Presses a verb's key once the page offers it: a key before that is none, on purpose. */
export async function press(page: Page, verb: string, key: string): Promise<void> {
  const button = page.getByRole("button", { name: verb }).first();
  await expect(button).toHaveAttribute("aria-disabled", "false", { timeout: 10_000 });
  await page.locator("body").press(key);
}

/** At work at a window that this clerk has opened. */
export async function openWindow(page: Page, window: string): Promise<void> {
  await page.getByRole("button", { name: window, exact: true }).click();
  await press(page, "开窗", "o");
  await expect(page.getByTestId("window-state")).toHaveText("开放");
}

export const visitor = (page: Page) => page.getByLabel("当前来访者");

export async function shoot(page: Page, name: string): Promise<void> {
  await test.info().attach(name, { body: await page.screenshot(), contentType: "image/png" });
}
