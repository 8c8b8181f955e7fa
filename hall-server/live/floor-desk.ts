import { arrivalRestMs, endsVisit } from "../contract/arrival.ts";
import type { Ack, AnyRefusalCode } from "../contract/commands.ts";
import { deviceReport } from "../contract/device-report.ts";
import type { FloorDevice, FromFloor, PadKey, ToFloor, WindowFace } from "../contract/floor.ts";
import { type Device, deviceKey, type DeviceKind } from "../domain/devices/device.ts";
import type { QueueCommand } from "../domain/hall/commands.ts";
import { type HallState, isStaffed, visitorAt, windowAt } from "../domain/hall/state.ts";
import { callableAt } from "../domain/queue/calling.ts";
import type { TicketId, WindowId } from "../domain/queue/ticket.ts";
import type { Principal } from "../domain/roles.ts";
import { nextRating, stageOf } from "../domain/service/rating.ts";
import { serviceRules } from "../domain/service/rules.ts";
import { coalesce, type Coalesced } from "./coalesce.ts";

export interface FloorDeskOptions {
  state: () => HallState;
  /** The hall's clock. */
  now: () => number;
  execute: (request: { id: string; command: QueueCommand; principal: Principal }) => Promise<Ack>;
  newId: () => string;
  tell: (message: ToFloor) => void;
  /** Something that an engineer should read. */
  onTrouble: (device: string, code: string, detail: Readonly<Record<string, string | number>>) => void;
}

/** Counts of who waits may come a moment later; the first change is told at once. */
const facesEveryMs = 200;

/** After so many ends in a row the floor's devices are said to be down: one that only stumbled is none of the log's. */
const endsThatCount = 2;

const floorKinds: readonly DeviceKind[] = ["windowLed", "callPads", "ratingPad", "speaker"];

/**
 * The hall's side of its floor devices: tells them how their windows are, and does what a key says, as the clerk who
 * has that window. Nobody there, nothing done: a pad has no rights of its own.
 */
export class FloorDesk {
  readonly #options: FloorDeskOptions;
  readonly #told = new Map<WindowId, string>();
  readonly #faces: Coalesced;
  #devices: readonly FloorDevice[] = [];
  #url: string | null = null;
  /** Whom each window's pad was last told to ask. */
  readonly #asked = new Map<WindowId, TicketId>();
  /** Each window's presses, one after another: the second of two is judged by what became of the first. */
  readonly #presses = new Map<WindowId, Promise<void>>();

  constructor(options: FloorDeskOptions) {
    this.#options = options;
    this.#faces = coalesce(() => this.#tellFaces(), facesEveryMs);
  }

  /** The hall's wire is there. */
  listening(url: string): void {
    this.#url = url;
    this.#options.tell({ tell: "listening", url });
  }

  /** The hall is otherwise than it was. */
  changed(): void {
    this.#faces.soon();
  }

  hear(message: FromFloor): void {
    switch (message.tell) {
      case "ready":
        this.#devices = message.devices;
        for (const device of strangers(this.#options.state(), message.devices)) this.#forget(device);
        this.#told.clear();
        if (this.#url !== null) this.#options.tell({ tell: "listening", url: this.#url });
        return this.#faces.now();
      case "key":
        return this.#press(message.window, message.key);
      case "rated":
        return this.#rate(message);
      case "health":
        return this.#report(message, message.health);
      case "trouble":
        return this.#options.onTrouble(message.device, message.code, message.detail);
      case "badProfile":
        for (const problem of message.problems) this.#options.onTrouble("floor", "badProfile", { problem });
        return;
      case "alive":
    }
  }

  /** Its process has ended, so many times in a row. */
  gone(times: number): void {
    if (times < endsThatCount) return;
    const health = {
      status: { state: "failed", problem: "floorEnded" },
      identity: {},
      counters: {},
    } as const;
    for (const device of this.#devices) this.#report(device, health);
  }

  stop(): void {
    this.#faces.stop();
  }

  #tellFaces(): void {
    const state = this.#options.state();
    const windows = new Set(this.#devices.flatMap(({ place }) => (place.at === "window" ? place.id : [])));
    const changed: WindowFace[] = [];
    for (const id of windows) {
      const face = windowFace(state, id, this.#options.now());
      const now = JSON.stringify(face);
      if (!face || this.#told.get(id) === now) continue;
      this.#told.set(id, now);
      if (face.asks) this.#asked.set(id, face.asks.ticket);
      changed.push(face);
    }
    if (changed.length > 0) this.#options.tell({ tell: "windows", windows: changed });
  }

  #press(window: WindowId, key: PadKey): void {
    const before = this.#presses.get(window) ?? Promise.resolve();
    const done = before.then(() => this.#do(window, key));
    this.#presses.set(window, done);
  }

  async #do(window: WindowId, key: PadKey): Promise<void> {
    const { state, now, execute, newId, tell } = this.#options;
    const refused = (code: PadRefusal) => {
      // What happened before the key is told before its refusal, or it would end that on the pad's display.
      this.#faces.now();
      tell({ tell: "refused", window, code });
    };
    const place = windowAt(state(), window);
    const clerk = place && isStaffed(place) ? clerkOf(state(), place.clerk) : null;
    if (!clerk) return refused("nobodySeated");
    const command = commandOf(key, window, place?.state === "paused");
    if (!command) return refused("atTheScreen");
    if (endsVisit(command.type) && arrivalRestMs(visitorAt(state(), window), now()) > 0)
      return refused("justCalled");
    const answer = await execute({ id: `pad:${command.type}:${newId()}`, command, principal: clerk });
    if (!answer.ok) refused(answer.refusal.code);
  }

  /** A pad speaks for the visitor whom it was told to ask, once, and for nobody else. */
  #rate({ window, ticket, level }: FromFloor & { tell: "rated" }): void {
    if (this.#asked.get(window) !== ticket) return;
    this.#asked.delete(window);
    this.#asHall({ type: "rate", ticket, level, tags: [], channel: "pad" });
  }

  #report({ place, device, kind }: FloorDevice, health: (FromFloor & { tell: "health" })["health"]): void {
    const report = deviceReport({ place, device, kind }, health);
    if (report) this.#asHall(report);
  }

  #forget({ place, kind, device }: Device): void {
    this.#asHall({ type: "forgetDevice", place, kind, device });
  }

  #asHall(command: QueueCommand & { type: "reportDevice" | "forgetDevice" | "rate" }): void {
    const id = `system:${command.type}:${this.#options.newId()}`;
    void this.#options.execute({ id, command, principal: { kind: "system" } });
  }
}

type PadRefusal = AnyRefusalCode | "nobodySeated" | "atTheScreen" | "justCalled";

/** What a key of a pad says at a window; null for what needs more than a key. */
function commandOf(key: PadKey, window: WindowId, paused: boolean): QueueCommand | null {
  switch (key) {
    case "next":
      return { type: "callNext", window };
    case "recall":
      return { type: "recall", window };
    case "start":
      return { type: "startServing", window };
    case "finish":
      return { type: "finish", window };
    case "skip":
      return { type: "markAbsent", window };
    case "hold":
      return { type: "hold", window, kind: "papers" };
    case "pause":
      return paused ? { type: "openWindow", window } : { type: "pauseWindow", window, reason: "break" };
    case "rate":
      return { type: "askRating", window };
    case "transfer":
      return null;
  }
}

function clerkOf({ config }: HallState, id: string): Principal | null {
  const member = config.staff.find((each) => each.id === id);
  return member ? { kind: "staff", id, roles: member.roles } : null;
}

/** A window as its devices show it; null when the hall has none of that name any more. */
function windowFace(state: HallState, id: WindowId, now: number): WindowFace | null {
  const config = state.config.windows.find((each) => each.id === id);
  const place = windowAt(state, id);
  if (!config || !place) return null;
  const visitor = visitorAt(state, id);
  const clerk = isStaffed(place) ? state.config.staff.find((each) => each.id === place.clerk) : undefined;
  const { showsClerk } = serviceRules(state.config);
  return {
    window: id,
    name: config.name,
    state: place.state,
    visitor: visitor && { number: visitor.number, state: visitor.state },
    waiting: callableAt(state, id).length,
    staff: clerk ? { name: showsClerk === "nameAndNumber" ? clerk.name : null, number: clerk.id } : null,
    asks: asksAt(state, id, now),
  };
}

/** Before somebody leaves a clerk may ask for as long as it takes; a pad has its own end of that. */
const longestAskMs = 600_000;

/** Whom the window's pad asks: whoever was served there last, or is and was asked. Its question is the first only. */
function asksAt(state: HallState, window: WindowId, now: number): WindowFace["asks"] {
  const invitation = state.service.invitation.get(window);
  const ticket = invitation && state.tickets.get(invitation.ticket);
  if (!ticket || nextRating(state, ticket.id, stageOf(state, ticket)) !== 1) return null;
  if (invitation.why === "asked") return { ticket: ticket.id, forMs: longestAskMs };
  const forMs = serviceRules(state.config).inviteSeconds * 1_000;
  return invitation.since + forMs <= now ? null : { ticket: ticket.id, forMs };
}

/** Devices of an earlier profile, which nobody speaks for any more. */
function strangers(state: HallState, devices: readonly FloorDevice[]): Device[] {
  const there = new Set(devices.map(deviceKey));
  return [...state.devices.values()].filter(
    (device) =>
      device.place.at !== "kiosk" && floorKinds.includes(device.kind) && !there.has(deviceKey(device)),
  );
}
