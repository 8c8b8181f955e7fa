import { choose } from "../queue/choice.ts";
import type { Instant, ItemId } from "../queue/ticket.ts";
import type { Arrival } from "./arrivals.ts";
import { type Chance, quantileOf } from "./chance.ts";
import type { FloorTicket, FloorWindow } from "./floor.ts";
import { type Ground, queueOf } from "./ground.ts";
import { LeanLines } from "./lean-lines.ts";

/** One way in which the rest of a day may go: the rules choose as they do, chance draws what nobody can know. */

/** A ticket of the simulation. A ghost stands in line to see when its turn comes, and takes nobody's time. */
export interface Comer extends FloorTicket {
  kind: "real" | "ghost" | "imagined";
  /** Where it stands in the table of what windows serve. */
  service: number;
}

interface SimulatedWindow {
  config: FloorWindow;
  serves: (ticket: Comer) => boolean;
  /** When it next looks whom to call; infinite while nobody waits whom it serves, or while it is closed. */
  freeAt: Instant;
  /** Since when it has stood empty, until it next looks; null while it serves. */
  idleSince: Instant | null;
  /** Until when it is known that no pause has begun. */
  seenAt: Instant;
  mealAt: Instant;
  /** How this clerk's day differs: a logarithm. */
  pace: number;
}

/** What one run is played with. */
export interface Run {
  chance: Chance;
  /** Who is in line as it begins. */
  tickets: readonly Comer[];
  /** Who comes later, in order; taken only as far as the run goes. */
  arrivals: Iterator<Arrival>;
  endsAt: Instant;
  /** Hears of every call. */
  called: (ticket: Comer, at: Instant) => void;
}

/** Plays until everybody has been called: those who were there as it began, or whoever comes too. */
export function playRest(ground: Ground, run: Run, until: "everybodyThere" | "everybody"): void {
  new RestOfDay(ground, run).play(until);
}

class RestOfDay {
  readonly #ground: Ground;
  readonly #chance: Chance;
  readonly #lines: LeanLines<Comer>;
  readonly #windows: readonly SimulatedWindow[];
  readonly #run: Run;
  /** Who went away and comes back, the soonest first. */
  readonly #returns: Arrival[] = [];
  #inLine = 0;
  #there = 0;

  constructor(ground: Ground, run: Run) {
    this.#ground = ground;
    this.#chance = run.chance;
    this.#run = run;
    this.#lines = new LeanLines(ground.floor);
    // Each run counts its own overtaking.
    for (const ticket of run.tickets) this.#join({ ...ticket });
    this.#there = this.#inLine;
    this.#expectBack();
    this.#windows = ground.floor.windows.map((window, i) => this.#begin(window, i));
  }

  play(until: "everybodyThere" | "everybody"): void {
    const { arrivals, endsAt } = this.#run;
    let next = arrivals.next();
    while (until === "everybodyThere" ? this.#there > 0 : this.#inLine > 0 || next.done !== true) {
      const back = this.#returns[0];
      const comes = next.done === true ? null : next.value;
      const isBack = back !== undefined && (!comes || back.at <= comes.at);
      const arrival = isBack ? back : comes;
      const window = this.#firstFree();
      const at = window?.freeAt ?? Infinity;
      if (arrival && arrival.at <= at) {
        if (arrival.at > endsAt) return;
        this.#arrive(arrival);
        if (isBack) this.#returns.shift();
        else next = arrivals.next();
      } else {
        if (!window || at > endsAt) return;
        this.#look(window, at);
      }
    }
  }

  #firstFree(): SimulatedWindow | null {
    let first: SimulatedWindow | null = null;
    for (const window of this.#windows)
      if (window.freeAt < Infinity && (!first || window.freeAt < first.freeAt)) first = window;
    return first;
  }

  #join(ticket: Comer): void {
    this.#lines.add(ticket);
    this.#inLine += 1;
  }

  #arrive({ at, comer }: Arrival): void {
    this.#join(comer);
    for (const window of this.#windows)
      if (window.idleSince !== null && window.freeAt === Infinity && window.serves(comer))
        window.freeAt = at + this.#chance.pick(this.#ground.lessons.reactions);
  }

  /** A window is free: its clerk takes a pause that is due, or calls whomever the rules name, or waits. */
  #look(window: SimulatedWindow, at: Instant): void {
    const back = this.#pausedUntil(window, at);
    window.seenAt = at;
    window.idleSince = null;
    if (back > at) {
      window.freeAt = back;
      window.seenAt = back;
      return;
    }
    const choice = choose(this.#lines, window.config.id, window.serves, at);
    if (!choice) {
      window.freeAt = Infinity;
      window.idleSince = at;
      return;
    }
    const { ticket, overtook } = choice;
    this.#inLine -= 1;
    if (ticket.kind !== "imagined") this.#there -= 1;
    this.#run.called(ticket, at);
    if (ticket.kind === "ghost" || this.#hasGivenUp(ticket, at)) {
      this.#lines.remove(ticket);
      return;
    }
    this.#lines.call(ticket, overtook);
    window.freeAt =
      at + this.#atWindow(window, ticket, at) + this.#chance.pick(this.#ground.lessons.reactions);
  }

  /** Somebody in line cancels at any moment: whoever is called later may have gone. */
  #hasGivenUp(ticket: Comer, at: Instant): boolean {
    const from = Math.max(ticket.takenAt, this.#ground.floor.at);
    return this.#chance.uniform() < this.#ground.lessons.giveUp(from - ticket.takenAt, at - ticket.takenAt);
  }

  #atWindow(window: SimulatedWindow, ticket: Comer, at: Instant): number {
    const { lessons, usual, spread } = this.#ground;
    if (this.#chance.uniform() < lessons.noShow(at - ticket.takenAt)) {
      const missed = this.#chance.pick(lessons.missedAfter);
      if (this.#chance.uniform() < lessons.backShare)
        this.#comesBack(ticket, at + missed + this.#chance.pick(lessons.backAfter), null);
      return missed;
    }
    if (this.#chance.uniform() < lessons.holdShare) {
      const held = this.#chance.pick(lessons.heldAfter);
      this.#comesBack(ticket, at + held + this.#chance.pick(lessons.heldFor), window.config.id);
      return held;
    }
    return Math.exp(usual[ticket.service]! + window.pace + this.#chance.pick(spread[ticket.service]!));
  }

  /** Whoever is away now: the held nearly always come back, of the missed some. */
  #expectBack(): void {
    const { floor, lessons, serviceOf } = this.#ground;
    for (const { since, isHeld, ...ticket } of floor.away) {
      if (!isHeld && this.#chance.uniform() >= lessons.backShare) continue;
      const passed = floor.at - since;
      const back = since + this.#longerThan(isHeld ? lessons.heldFor : lessons.backAfter, passed);
      const service = serviceOf(ticket.queue, ticket.items);
      this.#comesBack({ ...ticket, kind: "imagined", service }, back, ticket.wanted?.by ?? null);
    }
  }

  /** From a hold with the rank of before and to the same window first; missed, behind those of the hall's rule. */
  #comesBack(ticket: Comer, at: Instant, to: string | null): void {
    const comer: Comer =
      to === null
        ? { ...ticket, kind: "imagined", rank: at - missedPlacesMs }
        : { ...ticket, kind: "imagined", class: "returned", wanted: { by: to, why: "resumed" } };
    let place = this.#returns.length;
    while (place > 0 && this.#returns[place - 1]!.at > at) place -= 1;
    this.#returns.splice(place, 0, { at, comer });
  }

  /** When a window that would look at `at` really does: a meal that is due, or a pause that began since it last looked. */
  #pausedUntil(window: SimulatedWindow, at: Instant): Instant {
    const { lessons } = this.#ground;
    if (at >= window.mealAt) {
      // A clerk who serves goes when the visitor has gone; one who waits goes at the moment itself.
      const from = window.idleSince === null ? at : Math.max(window.mealAt, window.seenAt);
      window.mealAt = Infinity;
      return Math.max(at, from + this.#chance.pick(lessons.meals));
    }
    const open = at - window.seenAt;
    if (open <= 0 || this.#chance.uniform() >= 1 - Math.exp(-lessons.pausePerMs * open)) return at;
    const from = window.idleSince === null ? at : window.seenAt + this.#chance.uniform() * open;
    return Math.max(at, from + this.#chance.pick(lessons.pauses));
  }

  #begin(config: FloorWindow, index: number): SimulatedWindow {
    const { floor, lessons, serves } = this.#ground;
    const { at } = floor;
    const { standing, id } = config;
    const row = serves[index]!;
    const isElsewhere = (by: string) =>
      floor.windows.some((other) => other.id === by && other.standing.state !== "closed");
    const window: SimulatedWindow = {
      config,
      serves: ({ service, wanted }) =>
        row[service]! && !(wanted?.why === "transferred" && wanted.by !== id && isElsewhere(wanted.by)),
      freeAt: Infinity,
      idleSince: null,
      seenAt: at,
      mealAt: Infinity,
      pace: lessons.today + lessons.dayDeviation * this.#chance.normal(),
    };
    if (standing.state === "closed") window.freeAt = window.seenAt = this.#opensAt(id);
    else {
      window.pace += lessons.clerk.get(standing.clerk) ?? 0;
      window.mealAt = this.#mealAt(standing);
      window.freeAt = this.#freeAt(window, standing);
      // With a visitor, a pause may have become due since their call.
      if (standing.state === "paused") window.seenAt = window.freeAt;
      else if (standing.visitor) window.seenAt = this.#calledAt(standing.visitor);
    }
    return window;
  }

  /** A window that has not opened yet today opens when it did on other days, or, if new, when the hall does. */
  #opensAt(id: string): Instant {
    const { floor, lessons, experience } = this.#ground;
    if (experience.hasOpenedToday(id)) return Infinity;
    const known = lessons.openingOf(id);
    const minutes = known?.minutes ?? (floor.hours ? [floor.hours.from] : []);
    const later = minutes.filter((minute) => minute > floor.minute);
    // Who usually opens by now, and has not, is not expected any more.
    if (later.length === 0 || this.#chance.uniform() >= (known?.share ?? 1) * (later.length / minutes.length))
      return Infinity;
    return floor.at + (this.#chance.pick(later) - floor.minute) * 60_000;
  }

  #mealAt({ clerk, state, isMeal }: FloorWindow["standing"] & { state: "open" | "paused" }): Instant {
    const { floor, lessons, experience } = this.#ground;
    if (experience.hadMeal(clerk) || (state === "paused" && isMeal)) return Infinity;
    const { share, minutes } = lessons.mealOf(clerk);
    if (minutes.length === 0) return Infinity;
    const later = minutes.filter((minute) => minute > floor.minute);
    // The later it is, the likelier that today there is none; but a meal that is late is mostly yet to come.
    const left = (later.length + 1) / (minutes.length + 1);
    if (this.#chance.uniform() >= (share * left) / (1 - share + share * left)) return Infinity;
    // Late, it begins once the visitor of now has gone.
    if (later.length === 0) return floor.at;
    return floor.at + (this.#chance.pick(later) - floor.minute) * 60_000;
  }

  /** When a staffed window next looks: after its visitor of now, and after its pause of now. */
  #freeAt(
    window: SimulatedWindow,
    standing: FloorWindow["standing"] & { state: "open" | "paused" },
  ): Instant {
    const { lessons, floor } = this.#ground;
    const reaction = this.#chance.pick(lessons.reactions);
    const visited = standing.visitor ? this.#visitorLeavesAt(window, standing.visitor) : floor.at;
    if (standing.state === "open") return visited + reaction;
    const planned =
      standing.until === null
        ? standing.since +
          this.#longerThan(standing.isMeal ? lessons.meals : lessons.pauses, floor.at - standing.since)
        : standing.until + this.#longerThan(lessons.overruns, floor.at - standing.until);
    return Math.max(visited, planned) + reaction;
  }

  #calledAt = ({ ticket, since }: { ticket: string; since: Instant }): Instant =>
    this.#ground.experience.calledAt(ticket) ?? since;

  #visitorLeavesAt(
    window: SimulatedWindow,
    visitor: { ticket: string; items: readonly ItemId[]; since: Instant; isServed: boolean },
  ): Instant {
    const { floor, lessons, serviceOf, usual, spread } = this.#ground;
    const since = this.#calledAt(visitor);
    const passed = floor.at - since;
    if (!visitor.isServed && this.#chance.uniform() < lessons.noShow(0) / 2)
      return since + this.#longerThan(lessons.missedAfter, passed);
    const service = serviceOf(queueOf(floor, visitor.items), visitor.items);
    if (service < 0) return floor.at + usualRestMs;
    const location = usual[service]! + window.pace;
    const over = spread[service]!;
    const least = Math.log(Math.max(1, passed)) - location;
    const at = firstAbove(over, least);
    // Longer than any known: what is left is as long again as an eighth of it, or a few times that.
    if (at >= over.length) return floor.at + (passed / 8) * this.#chance.exponential();
    const drawn = over[at + Math.floor(this.#chance.uniform() * (over.length - at))]!;
    return since + Math.exp(location + drawn);
  }

  /** One of the samples that are longer than what has passed already. */
  #longerThan(samples: Float64Array, passed: number): number {
    const at = firstAbove(samples, passed);
    if (at < samples.length) return samples[at + Math.floor(this.#chance.uniform() * (samples.length - at))]!;
    const usual = Math.max(60_000, Math.abs(quantileOf(samples, 0.5)) / 4);
    return passed + usual * this.#chance.exponential();
  }
}

/** A missed number comes back a few places from the front: about where it would stand had it come so much earlier. */
const missedPlacesMs = 20 * 60_000;

/** Of a visitor whose items no queue has: half of the usual ten minutes. */
const usualRestMs = 5 * 60_000;

/** The index of the first of sorted samples that is above a value. */
function firstAbove(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
