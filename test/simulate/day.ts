import { callableAt } from "../../hall-server/domain/queue/calling.ts";
import { isStaffed, visitorAt, windowAt } from "../../hall-server/domain/hall/state.ts";
import type { Principal } from "../../hall-server/domain/roles.ts";
import type { Chance } from "../../hall-server/domain/estimate/chance.ts";
import {
  type ClerkTruth,
  draw,
  holdShare,
  mealFrom,
  noShowShare,
  profile,
  type Truth,
  weighted,
} from "./truth.ts";
import type { VirtualHall } from "./virtual-hall.ts";

const minute = 60_000;
const kiosk: Principal = { kind: "kiosk", id: "k1" };
const system: Principal = { kind: "system" };
const clerkOf = ({ id }: ClerkTruth): Principal => ({ kind: "staff", id, roles: ["clerk"] });

interface Today {
  clerk: ClerkTruth;
  pace: number;
  nextPauseAt: number;
  mealAt: number;
  /** Has looked whom to call, found nobody, and waits. */
  idle: boolean;
  closesAt: number;
}

/** One day in the life of a hall: everybody does what the truth has them do, by commands alone. */
export class Day {
  readonly #hall: VirtualHall;
  readonly #truth: Truth;
  readonly #chance: Chance;
  readonly #midnight: number;
  readonly #onTaken: (ticket: string) => void;
  /** Who has left without a word. */
  readonly #gone = new Set<string>();
  readonly #windows: Today[] = [];
  /** How often a clerk was told that nobody waits while somebody did. */
  idleWhileServable = 0;

  constructor(
    hall: VirtualHall,
    truth: Truth,
    chance: Chance,
    midnight: number,
    onTaken: (ticket: string) => void,
  ) {
    this.#hall = hall;
    this.#truth = truth;
    this.#chance = chance;
    this.#midnight = midnight;
    this.#onTaken = onTaken;
  }

  /** Plans what comes from outside; all else follows from it. */
  plan(day: string): void {
    const hall = this.#hall;
    hall.at(this.#minute(7 * 60), () => {
      hall.execute({ type: "rollDay", day }, system);
      this.#planBookings(day);
    });
    for (const clerk of this.#truth.clerks) if (this.#chance.uniform() < clerk.works) this.#planClerk(clerk);
    const busy = Math.exp(0.15 * this.#chance.normal());
    const total = profile.reduce((sum, each) => sum + each, 0);
    for (const [slot, share] of profile.entries())
      for (const { id, share: ofQueue } of this.#truth.queues) {
        const mean = (this.#truth.perDay * busy * ofQueue * share) / total;
        let at = this.#chance.exponential() / mean;
        for (; at < 1; at += this.#chance.exponential() / mean)
          hall.at(this.#minute(8 * 60 + 30 * (slot + at)), () => this.#arrive(id));
      }
  }

  #minute = (ofDay: number): number => this.#midnight + ofDay * minute;

  #planClerk(clerk: ClerkTruth): void {
    const chance = this.#chance;
    const opensAt = this.#minute(8 * 60 + 22 + 12 * chance.uniform());
    const today: Today = {
      clerk,
      pace: clerk.pace * Math.exp(0.08 * chance.normal()),
      nextPauseAt: opensAt + draw.pauseAfter(chance),
      mealAt: this.#minute(mealFrom[clerk.shift] + 8 * chance.normal()),
      idle: false,
      closesAt: this.#minute(17 * 60),
    };
    this.#hall.at(opensAt, () => {
      this.#hall.execute({ type: "openWindow", window: clerk.window }, clerkOf(clerk));
      this.#windows.push(today);
      this.#look(today);
    });
    // Whoever has nobody left at the end of the day closes.
    this.#hall.at(today.closesAt, () => {
      if (today.idle) this.#look(today);
    });
  }

  #planBookings(day: string): void {
    for (let i = 0; i < 16; i++) {
      const from = this.#minute(9 * 60 + 30 * Math.floor(this.#chance.uniform() * 14));
      const queue = weighted(
        this.#truth.queues.map((each) => ({ ...each, weight: each.share })),
        this.#chance,
      );
      const items = [weighted(queue.items, this.#chance).id];
      const slot = { day, from, to: from + 30 * minute };
      const made = this.#hall.execute(
        { type: "book", code: `${day}-${i}`, items, people: [], ...slot },
        system,
      );
      if (!made.ok || !("booking" in made.result) || this.#chance.uniform() < 0.15) continue;
      const { booking } = made.result;
      const comesAt = from + (-10 + 7 * this.#chance.normal()) * minute;
      this.#hall.at(Math.max(comesAt, this.#minute(8 * 60)), () => this.#take(items, booking));
    }
  }

  #arrive(queueId: string): void {
    const queue = this.#truth.queues.find(({ id }) => id === queueId)!;
    const first = weighted(queue.items, this.#chance).id;
    const other = this.#chance.uniform() < 0.07 ? weighted(queue.items, this.#chance).id : first;
    this.#take(other === first ? [first] : [first, other]);
  }

  #take(items: readonly string[], booking?: string): void {
    const hall = this.#hall;
    const isElder = this.#chance.uniform() < 0.1;
    const people = [{ role: "self" as const, person: `p${hall.now}`, alias: [], isElder }];
    const taken = hall.execute({ type: "takeTicket", items, people, booking }, kiosk);
    if (!taken.ok || !("takenAt" in taken.result)) return;
    const { ticket } = taken.result;
    hall.in(3_000, () => {
      hall.execute({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
      this.#onTaken(ticket);
      this.#wake();
      hall.in(draw.patience(this.#chance), () => this.#loseHeart(ticket));
    });
  }

  #loseHeart(ticket: string): void {
    if (this.#hall.state.tickets.get(ticket)?.state !== "waiting") return;
    if (this.#chance.uniform() < 0.5)
      this.#hall.execute({ type: "cancelTicket", ticket, reason: "citizenLeft" }, kiosk);
    else this.#gone.add(ticket);
  }

  /** Idle clerks look up when somebody comes whom they serve. */
  #wake(): void {
    for (const today of this.#windows) {
      if (!today.idle || callableAt(this.#hall.state, today.clerk.window).length === 0) continue;
      today.idle = false;
      this.#hall.in(draw.notice(this.#chance), () => this.#look(today));
    }
  }

  /** A clerk without a visitor: goes for a pause, calls, waits, or closes. */
  #look(today: Today): void {
    const hall = this.#hall;
    const { clerk } = today;
    today.idle = false;
    if (this.#goesAway(today)) return;
    const called = hall.execute({ type: "callNext", window: clerk.window }, clerkOf(clerk));
    const visitor = visitorAt(hall.state, clerk.window);
    if (visitor && called.ok) return this.#receive(today, visitor.id, visitor.items);
    if (callableAt(hall.state, clerk.window).length > 0) this.idleWhileServable += 1;
    if (hall.now >= today.closesAt)
      hall.execute({ type: "closeWindow", window: clerk.window, evenIfWaiting: true }, clerkOf(clerk));
    else today.idle = true;
  }

  #receive(today: Today, ticket: string, items: readonly string[]): void {
    const hall = this.#hall;
    const chance = this.#chance;
    const { clerk } = today;
    const window = clerk.window;
    if (this.#gone.has(ticket) || chance.uniform() < noShowShare) {
      hall.in(draw.absence(chance), () => {
        hall.execute({ type: "markAbsent", window }, clerkOf(clerk));
        if (!this.#gone.has(ticket) && chance.uniform() < 0.5) this.#comeBack(ticket);
        this.#look(today);
      });
      return;
    }
    const walk = draw.walk(chance);
    hall.in(walk, () => hall.execute({ type: "startServing", window }, clerkOf(clerk)));
    const service = draw.service(this.#truth, items, today.pace, chance);
    if (chance.uniform() < holdShare) {
      hall.in(walk + service / 3, () => {
        hall.execute({ type: "hold", window, kind: "papers" }, clerkOf(clerk));
        hall.in(draw.papers(chance), () => {
          hall.execute({ type: "resume", ticket }, clerkOf(clerk));
          this.#wake();
        });
        hall.in(draw.breath(chance), () => this.#look(today));
      });
      return;
    }
    hall.in(walk + service, () => {
      // Without that key, the next call finishes; so does leaving, since no window closes on its visitor.
      const isLeaving = this.#isDue(today) || callableAt(hall.state, window).length === 0;
      if (clerk.oneKey && !isLeaving) return this.#look(today);
      if (!clerk.oneKey || this.#isDue(today)) hall.execute({ type: "finish", window }, clerkOf(clerk));
      hall.in(clerk.oneKey ? 0 : draw.breath(chance), () => this.#look(today));
    });
  }

  #comeBack(ticket: string): void {
    this.#hall.in(8 * minute * this.#chance.exponential(), () => {
      this.#hall.execute({ type: "requeue", ticket }, kiosk);
      this.#wake();
    });
  }

  #isDue = ({ mealAt, nextPauseAt }: Today): boolean => this.#hall.now >= Math.min(mealAt, nextPauseAt);

  /** A pause that is due; some say until when, rounded as people do, and few are back on the minute. */
  #goesAway(today: Today): boolean {
    const hall = this.#hall;
    const chance = this.#chance;
    if (!this.#isDue(today) || !isStaffed(windowAt(hall.state, today.clerk.window))) return false;
    const isMeal = hall.now >= today.mealAt;
    const lasts = isMeal ? draw.meal(chance) : draw.pause(chance);
    if (isMeal) today.mealAt = Infinity;
    else today.nextPauseAt = hall.now + lasts + draw.pauseAfter(chance);
    const saysSo = isMeal || chance.uniform() < 0.5;
    const until = saysSo ? hall.now + Math.max(1, Math.round(lasts / (5 * minute))) * 5 * minute : undefined;
    const reason = isMeal ? "meal" : "break";
    const { window } = today.clerk;
    hall.execute({ type: "pauseWindow", window, reason, until }, clerkOf(today.clerk));
    hall.in(lasts, () => {
      hall.execute({ type: "openWindow", window }, clerkOf(today.clerk));
      hall.in(draw.breath(chance), () => this.#look(today));
    });
    return true;
  }
}
