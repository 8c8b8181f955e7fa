import { announcementLivesMs } from "../contract/timing.ts";
import type { ViewName, Views } from "../contract/views.ts";
import {
  type Announcement,
  type Spoken,
  type SpokenNotice,
  type Subscription,
  subscriptionKey,
  type ViewMessage,
} from "../contract/wire.ts";
import type { Estimates } from "../domain/estimate/estimate.ts";
import type { LoggedEvent, QueueEvent } from "../domain/hall/events.ts";
import { hallName, type HallState, windowConfig } from "../domain/hall/state.ts";
import { coalesce, type Coalesced } from "./coalesce.ts";
import { foldRecent, nothingRecent, type Recent, type RecentCall } from "./views/recent.ts";
import type { Rooms } from "./rooms.ts";
import { ratingView } from "./views/service.ts";
import { counterView, guideView } from "./views/staff.ts";
import { boardView, screensView } from "./views/board.ts";
import { catalogueView, kioskView } from "./views/kiosk.ts";
import { managerView } from "./views/manager.ts";
import { noNumbersOf } from "./views/parts.ts";

/** The hall as the publisher sees it. */
export interface HallSource {
  readonly state: HallState;
  readonly seq: number;
  onCommitted(listener: (committed: { events: readonly LoggedEvent[] }) => void): () => void;
}

/** The waits as last estimated. */
export interface EstimateSource {
  readonly current: Estimates | null;
  onChange(listener: () => void): void;
}

/**
 * Time alone may change whom a window would call (a booked slot begins, somebody has waited long enough), and which lines
 * give numbers (the hall closes).
 */
const looksEveryMs = 5_000;

/** What a citizen waits for goes out at once; mere counts may wait a moment. */
const calmMs = {
  board: 500,
  screens: 0,
  counter: 200,
  guide: 500,
  kiosk: 500,
  catalogue: 0,
  manager: 500,
  rating: 200,
} as const;

/** Makes views of what was committed and sends them to whoever subscribed. */
export class Publisher {
  readonly #hall: HallSource;
  readonly #rooms: Rooms;
  readonly #now: () => number;
  readonly #estimates: EstimateSource;
  readonly #pending = new Map<string, Coalesced>();
  /** The message of a room as it was last made, kept for as long as the log stands still. */
  readonly #made = new Map<string, ViewMessage>();
  readonly #stop: () => void;
  readonly #speak: (spoken: Spoken) => void;
  #recent: Recent;
  /** Which lines gave no numbers when it was last looked. */
  #hours = "";

  constructor(
    hall: HallSource,
    rooms: Rooms,
    now: () => number,
    lately: readonly LoggedEvent[],
    estimates: EstimateSource,
    speak: (spoken: Spoken) => void,
  ) {
    this.#hall = hall;
    this.#rooms = rooms;
    this.#now = now;
    this.#speak = speak;
    this.#recent = lately.reduce(foldRecent, nothingRecent);
    this.#estimates = estimates;
    estimates.onChange(() => this.#publishEstimates());
    const stopHearing = hall.onCommitted(({ events }) => this.#publish(events));
    const looking = setInterval(() => {
      this.#lookForNext();
      this.#lookForHours();
    }, looksEveryMs);
    this.#stop = () => {
      stopHearing();
      clearInterval(looking);
    };
  }

  /** The whole view as of now. */
  snapshot(subscription: Subscription): ViewMessage {
    const room = roomOf(subscription);
    const made = this.#made.get(room);
    if (made?.seq === this.#hall.seq) return { ...made, at: this.#now() };
    const data = this.#build(subscription);
    const message = {
      ...subscription,
      seq: this.#hall.seq,
      at: this.#now(),
      data,
    } as ViewMessage;
    this.#made.set(room, message);
    return message;
  }

  /** What is to be said after a sequence and still young enough for it, oldest first. */
  announcementsAfter(seq: number): Spoken[] {
    if (seq === 0) return [];
    const calls = this.#recent.calls
      .filter((call) => call.seq > seq && this.#isStillCalled(call))
      .flatMap((call) => this.#announcement(call) ?? []);
    const notices = this.#recent.notices
      .filter((notice) => notice.seq > seq)
      .flatMap((notice) => this.#spoken(notice) ?? []);
    return [...calls, ...notices].sort((a, b) => a.seq - b.seq);
  }

  stop(): void {
    this.#stop();
    for (const pending of this.#pending.values()) pending.stop();
  }

  #publish(events: readonly LoggedEvent[]): void {
    for (const logged of events) {
      this.#recent = foldRecent(this.#recent, logged);
      const call = this.#recent.calls[0];
      const announcement = call?.seq === logged.seq ? this.#announcement(call) : null;
      if (announcement) this.#speak(announcement);
      const posted = this.#recent.notices[0];
      const notice = posted?.seq === logged.seq ? this.#spoken(posted) : null;
      if (notice) this.#speak(notice);
    }
    const isUrgent = events.some(({ event }) => urgentOnScreens.has(event.type));
    this.#sendBoards(isUrgent);
    this.#send({ view: "guide" }, false);
    this.#send({ view: "kiosk" }, false);
    this.#send({ view: "manager" }, false);
    for (const { id } of this.#hall.state.config.windows) {
      this.#send({ view: "counter", window: id }, false);
      this.#send({ view: "rating", window: id }, false);
    }
    if (!events.some(({ event }) => event.type === "hallConfigured")) return;
    this.#send({ view: "screens" }, true);
    this.#send({ view: "catalogue" }, true);
  }

  /** The whole hall's first: it has the most readers. */
  #sendBoards(isUrgent: boolean): void {
    this.#send({ view: "board" }, isUrgent);
    for (const { id: zone } of this.#hall.state.config.zones) this.#send({ view: "board", zone }, isUrgent);
  }

  /** They change without the log, which is what made views are kept by. */
  #publishEstimates(): void {
    this.#forget(/^(board|guide|kiosk|manager)\b/);
    this.#sendBoards(false);
    this.#send({ view: "guide" }, false);
    this.#send({ view: "kiosk" }, false);
    this.#send({ view: "manager" }, false);
  }

  #lookForHours(): void {
    const { state } = this.#hall;
    const hours = JSON.stringify(state.config.queues.map((queue) => noNumbersOf(state, queue, this.#now())));
    if (hours === this.#hours) return;
    this.#hours = hours;
    this.#forget(/^(board|kiosk)\b/);
    this.#sendBoards(false);
    this.#send({ view: "kiosk" }, false);
  }

  #forget(rooms: RegExp): void {
    for (const room of this.#made.keys()) if (rooms.test(room)) this.#made.delete(room);
  }

  #lookForNext(): void {
    for (const { id: window } of this.#hall.state.config.windows) {
      const room = roomOf({ view: "counter", window });
      const made = this.#made.get(room);
      if (made?.view !== "counter" || this.#rooms.isEmpty(room)) continue;
      const { next } = counterView(this.#hall.state, window, this.#now());
      if (next?.ticket === made.data.next?.ticket && next?.rule === made.data.next?.rule) continue;
      this.#made.delete(room);
      this.#send({ view: "counter", window }, false);
    }
  }

  #send(subscription: Subscription, urgent: boolean): void {
    const room = roomOf(subscription);
    if (this.#rooms.isEmpty(room)) return;
    let pending = this.#pending.get(room);
    if (!pending) {
      const run = () => this.#rooms.broadcast(room, "view", () => this.snapshot(subscription));
      pending = coalesce(run, calmMs[subscription.view]);
      this.#pending.set(room, pending);
    }
    if (urgent) pending.now();
    else pending.soon();
  }

  #build(subscription: Subscription): Views[ViewName] {
    const { state } = this.#hall;
    switch (subscription.view) {
      case "board":
        return boardView(state, this.#recent, this.#estimates.current, this.#now(), subscription.zone);
      case "screens":
        return screensView({ ...state.config, hall: { ...state.config.hall, name: hallName(state) } });
      case "counter":
        return counterView(state, subscription.window, this.#now());
      case "guide":
        return guideView(state, this.#now(), this.#estimates.current);
      case "kiosk":
        return kioskView(state, this.#estimates.current, this.#now());
      case "catalogue":
        return catalogueView(state);
      case "manager":
        return managerView(state, {
          recent: this.#recent,
          estimates: this.#estimates.current,
          now: this.#now(),
        });
      case "rating":
        return ratingView(state, subscription.window, this.#now());
    }
  }

  /** Nobody is sent to a window that they have left, or that gave them up. */
  #isStillCalled({ ticket: id, window }: RecentCall): boolean {
    const ticket = this.#hall.state.tickets.get(id);
    return ticket?.state === "called" && ticket.window === window;
  }

  /** A notice that was taken back meanwhile is not said any more. */
  #spoken({ seq, at, event }: Recent["notices"][number]): SpokenNotice | null {
    const ageMs = Math.max(0, this.#now() - at);
    const isPosted = this.#hall.state.service.notice.get(event.notice)?.state === "posted";
    if (!isPosted || ageMs > announcementLivesMs) return null;
    const { notice, text, zones, urgent } = event;
    return { seq, notice, text, zones: [...zones], urgent, ageMs };
  }

  #announcement({ ticket: id, window, seq, at, times }: RecentCall): Announcement | null {
    const { state } = this.#hall;
    const ticket = state.tickets.get(id);
    const ageMs = Math.max(0, this.#now() - at);
    if (!ticket || ageMs > announcementLivesMs) return null;
    const config = windowConfig(state, window);
    const named = config?.name ?? { zh: window, en: window };
    // Whoever hears it knows that nobody is meant.
    const windowName = state.training ? { zh: `演练 ${named.zh}`, en: `practice, ${named.en}` } : named;
    return { seq, number: ticket.number, windowName, zone: config?.zone ?? null, times, ageMs };
  }
}

/** The room of everybody who sees the same view. */
export const roomOf = (subscription: Subscription): string => subscriptionKey(subscription);

/** What changes who goes where: a screen that is late with it misleads somebody. */
const urgentOnScreens: ReadonlySet<QueueEvent["type"]> = new Set([
  "ticketCalled",
  "ticketRecalled",
  "ticketMissed",
  "visitorMoved",
  "actionUndone",
  "windowOpened",
  "windowPaused",
  "windowClosed",
  "dayRolled",
  "noticePosted",
  "noticeEnded",
]);
