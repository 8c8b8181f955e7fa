import type { EventEmitter } from "node:events";
import { beforeEach, expect, test, vi } from "vitest";
import { startSwitches } from "./lockdown.ts";

/** Electron as far as its start goes: what the shell asks of it is written down. */
const electron = vi.hoisted(() => ({
  isFirst: true,
  did: [] as string[],
  switches: [] as string[][],
  app: null as unknown,
}));
vi.mock("electron", async () => {
  const { EventEmitter: Emitter } = await import("node:events");
  const say = (what: string) => () => void electron.did.push(what);
  const app = Object.assign(new Emitter(), {
    requestSingleInstanceLock: () => electron.isFirst,
    quit: say("quit"),
    enableSandbox: say("sandbox"),
    commandLine: { appendSwitch: (...words: string[]) => void electron.switches.push(words) },
    // Nothing of it is started here.
    whenReady: () => new Promise(() => {}),
  });
  electron.app = app;
  return {
    app,
    Menu: {},
    powerSaveBlocker: {},
    screen: {},
    session: {},
    BrowserWindow: {},
    utilityProcess: {},
  };
});
const app = () => electron.app as EventEmitter;

beforeEach(() => {
  vi.resetModules();
  app()?.removeAllListeners();
  Object.assign(electron, { isFirst: true, did: [], switches: [] });
});

const told = () => {
  const lines: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => Boolean(lines.push(String(line))));
  return lines;
};

test("S1 S6 K-77 the shell starts in a sandbox, with its switches, and once only", async () => {
  await import("./main.ts");
  expect(electron.did).toEqual(["sandbox"]);
  expect(electron.switches).toEqual(startSwitches);
  const lines = told();
  app().emit("second-instance");
  expect(lines.join()).toContain("refused second instance");
});

test("K-77 a second start ends at once, and touches nothing", async () => {
  electron.isFirst = false;
  await import("./main.ts");
  expect([electron.did, electron.switches, app().eventNames()]).toEqual([["quit"], [], []]);
});

test("S4 a certificate that is not right, and a server that asks for a password, are refused; every page is walled in", async () => {
  await import("./main.ts");
  const decided: boolean[] = [];
  const stopped: string[] = [];
  const event = (name: string) => ({ preventDefault: () => void stopped.push(name) });
  const decide = (trusts: boolean) => void decided.push(trusts);
  app().emit("certificate-error", event("certificate"), {}, "https://a", "ERR", {}, decide);
  app().emit("login", event("login"));
  expect([stopped, decided]).toEqual([["certificate", "login"], [false]]);
  const walls: string[] = [];
  const contents = {
    on: (name: string) => void walls.push(name),
    setWindowOpenHandler: () => void walls.push("window"),
  };
  app().emit("web-contents-created", {}, contents);
  expect(walls).toEqual(expect.arrayContaining(["window", "will-navigate", "before-input-event"]));
});
