import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { floorAliveMs, floorSilentAfterMs, FromFloor, type ToFloor } from "../contract/floor.ts";

export interface FloorProcessOptions {
  /** The profile of the floor's devices. */
  file: string;
  /** What it is told first, each time that it starts. */
  places: () => ToFloor & { tell: "places" };
  onMessage: (message: FromFloor) => void;
  /** It has ended by itself, or hung and was ended; so many times in a row. It is started again. */
  onGone: (times: number) => void;
  onFault: (what: string, error: unknown) => void;
  /** Tests bring another program, and less patience. */
  program?: string;
  lookEveryMs?: number;
  firstRestartMs?: number;
}

/** A profile that can't be used; says where and why. */
export class BadFloorProfile extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "BadFloorProfile";
    this.problems = problems;
  }
}

const longestRestartMs = 30_000;
/** After so many signs of life its earlier ends are forgiven. */
const steadyAfterSigns = 30;
const mostSilentLooks = Math.ceil(floorSilentAfterMs / floorAliveMs);

/** What a floor needs of the hall's environment: nothing that opens its files or speaks for it. */
const passedOn = ["PATH", "HOME", "LANG", "TZ", "TMPDIR", "XDG_RUNTIME_DIR"];

/**
 * The process that holds the floor's devices: started, watched, ended when it hangs, and started again. Whatever happens
 * in it, the hall goes on; what it says is validated, and never trusted further than a device is.
 */
export class FloorProcess {
  readonly #options: FloorProcessOptions;
  #child: ChildProcess | null = null;
  #stopped = false;
  #gone = 0;
  #signs = 0;
  /** Looks since it last said anything; counted, not timed, so that a machine that slept blames nobody. */
  #silentLooks = 0;
  #looking: NodeJS.Timeout | null = null;
  #restarting: NodeJS.Timeout | null = null;
  readonly #first = Promise.withResolvers<void>();
  readonly #lookEveryMs: number;

  constructor(options: FloorProcessOptions) {
    this.#options = options;
    this.#lookEveryMs = options.lookEveryMs ?? floorAliveMs;
  }

  /**
   * Starts it. Resolves when its devices are known, or when it has failed once for other reasons than its profile: the
   * hall does not wait for it. Rejects with a `BadFloorProfile`.
   */
  start(): Promise<void> {
    this.#looking = setInterval(() => this.#look(), this.#lookEveryMs);
    this.#spawn();
    return this.#first.promise;
  }

  tell(message: ToFloor): void {
    const child = this.#child;
    if (child?.connected) child.send(message, () => undefined);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#looking) clearInterval(this.#looking);
    if (this.#restarting) clearTimeout(this.#restarting);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), 2 * this.#lookEveryMs);
    await gone;
    clearTimeout(force);
  }

  #spawn(): void {
    const { file, program, places, onFault } = this.#options;
    const env = Object.fromEntries(
      passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    );
    this.#silentLooks = 0;
    this.#signs = 0;
    const child = fork(program ?? join(import.meta.dirname, "main.ts"), [file], {
      env,
      // Its standard output is nobody's: the hall's own says where the hall is.
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      execArgv: [],
    });
    this.#child = child;
    child.on("message", (raw) => this.#hear(child, raw));
    child.on("error", (error) => onFault("the floor's process can't be started", error));
    // A process that could not be started has no exit, only a close.
    child.once("close", () => this.#ended(child));
    child.send(places(), () => undefined);
  }

  #hear(child: ChildProcess, raw: unknown): void {
    if (this.#stopped || child !== this.#child) return;
    const parsed = FromFloor.safeParse(raw);
    if (!parsed.success)
      return this.#options.onFault("the floor said something that is no message", parsed.error);
    this.#silentLooks = 0;
    const message = parsed.data;
    if (message.tell === "alive") {
      this.#signs += 1;
      if (this.#signs >= steadyAfterSigns) this.#gone = 0;
    }
    if (message.tell === "badProfile") this.#first.reject(new BadFloorProfile(message.problems));
    this.#options.onMessage(message);
    if (message.tell === "ready") this.#first.resolve();
  }

  #look(): void {
    this.#silentLooks += 1;
    if (this.#silentLooks > mostSilentLooks) this.#child?.kill("SIGKILL");
  }

  #ended(child: ChildProcess): void {
    if (this.#stopped || child !== this.#child) return;
    this.#child = null;
    this.#gone += 1;
    const { onFault, onGone, firstRestartMs = 500 } = this.#options;
    const how = Object.assign(new Error("ended"), { code: String(child.signalCode ?? child.exitCode) });
    onFault("the floor's process has ended and is started again", how);
    onGone(this.#gone);
    this.#first.resolve();
    const pause = Math.min(longestRestartMs, firstRestartMs * 2 ** (this.#gone - 1));
    this.#restarting = setTimeout(() => this.#spawn(), pause);
  }
}
