import { z } from "zod";
import { type Freshness, HallClient } from "../../hall-server/contract/client.ts";
import type { Ack, WireCommand } from "../../hall-server/contract/commands.ts";
import type { AnswerTo } from "../../hall-server/contract/questions.ts";
import type { CatalogueView, KioskView } from "../../hall-server/contract/views.ts";
import type {
  CheckEngineer,
  CheckEngineerAck,
  PrintAnswer,
  Pulse,
  SlipJob,
} from "../../hall-server/contract/wire.ts";
import type { BookingBearer, Effect, Surroundings } from "./session/session-state.ts";
import type { OpenHelp } from "./session/staff-help.ts";
import { lookUpPatienceMs } from "./session/timeouts.ts";

export interface HallLinkOptions {
  url: string;
  kiosk: string;
  key: string;
  /** Monotonic milliseconds. */
  now: () => number;
  onLink: (link: Surroundings["hall"]) => void;
  onViews: (kiosk: KioskView, catalogue: CatalogueView) => void;
  /** The open request for staff at this kiosk, in every view of the hall's. */
  onHelp: (open: OpenHelp | null, seq: number) => void;
  /** The hall's clock, whenever it was just heard. */
  onHallTime: (now: number) => void;
  /** The guide desk wants a slip to come out here. */
  onPrintSlip: (job: SlipJob) => Promise<PrintAnswer>;
}

/** What the hall must hear of a slip. */
export type Report = Effect & { kind: "confirmPrint" | "cancelTicket" };
/** A heartbeat every 3 s can't show a cut cable within 5 s, so the kiosk asks by itself. */
const probeEveryMs = 1_500;
const probePatienceMs = 1_500;
const sealKeyPatienceMs = 5_000;
/** 32 bytes, base64url. */
const SealKey = z.object({ key: z.string().regex(/^[\w-]{43}$/) });

/** The kiosk's line to the hall: what can be had, numbers, and what became of their slips. */
export class HallLink {
  readonly #options: HallLinkOptions;
  readonly #client: HallClient;
  readonly #closing = new AbortController();
  #kiosk: KioskView | null = null;
  #catalogue: CatalogueView | null = null;
  #freshness: Freshness = "connecting";
  /** Whether the last question after the hall's health was answered; null before the first. */
  #reachable: boolean | null = null;
  #wasFresh = false;
  #refused = false;
  #link: Surroundings["hall"] = "starting";
  #latencyMs: number | null = null;

  constructor(options: HallLinkOptions) {
    this.#options = options;
    const { url, kiosk, key, now } = options;
    this.#client = new HallClient({ url, auth: { kiosk, key }, now });
    this.#client.subscribe({ view: "kiosk" }, ({ data, seq, serverNow }) => {
      this.#options.onHallTime(serverNow());
      this.#kiosk = data;
      this.#refused = false;
      this.#tellViews();
      this.#options.onHelp(data.help.find((each) => each.kiosk === kiosk) ?? null, seq);
    });
    this.#client.subscribe({ view: "catalogue" }, ({ data }) => {
      this.#catalogue = data;
      this.#tellViews();
    });
    this.#client.onPrintSlip(options.onPrintSlip);
    this.#client.onRefused(() => {
      this.#refused = true;
      this.#judge();
    });
    this.#client.onFreshness((freshness) => {
      this.#freshness = freshness;
      this.#judge();
    });
    void this.#probe();
  }

  /** Asks for a number. The same id gives the same number, however often it is asked for. */
  takeTicket({
    id,
    items,
    people,
    cases,
    booking,
  }: Effect & { kind: "takeTicket" }): Promise<Ack<"takeTicket">> {
    return this.#client.execute(
      {
        type: "takeTicket",
        items: [...items],
        people: [...people],
        ...(Object.keys(cases).length > 0 ? { cases } : {}),
        ...(booking === null ? {} : { booking }),
      },
      id,
    );
  }

  /** Bookings of a code, or of today by a card. */
  findBookings(of: BookingBearer): Promise<AnswerTo<"bookings">> {
    return this.#client.ask({ ask: "bookings", of }, lookUpPatienceMs);
  }

  /** The number that these people have, for a slip of it. */
  reprintSlip({ id, items, people, booking }: Effect & { kind: "reprintSlip" }): Promise<Ack<"reprintSlip">> {
    const of = booking === null ? {} : { booking };
    return this.#client.execute({ type: "reprintSlip", items: [...items], people: [...people], ...of }, id);
  }

  /** Calls a member of staff to this kiosk; where somebody was called already, that stands. */
  askHelp(id: string): Promise<Ack<"askHelp">> {
    return this.#client.execute({ type: "askHelp", place: { at: "kiosk", id: this.#options.kiosk } }, id);
  }

  /** As `HallClient.execute`: the same id is the same command, however often it is sent. */
  send<C extends WireCommand>(command: C, id: string): Promise<Ack<C["type"]>> {
    return this.#client.execute(command, id);
  }

  /** What people's cards are sealed with while the hall is away; null when the hall does not say. */
  async sealKey(): Promise<string | null> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(sealKeyPatienceMs)]);
    try {
      const answer = await fetch(new URL("/api/seal-key", this.#options.url), { signal, redirect: "error" });
      const parsed = SealKey.safeParse(await answer.json());
      return parsed.success ? parsed.data.key : null;
    } catch {
      return null;
    }
  }

  get link(): Surroundings["hall"] {
    return this.#link;
  }

  /** How long the last question after the hall's health took; null while it is not answered. */
  get latencyMs(): number | null {
    return this.#latencyMs;
  }

  /** As `HallClient.checkEngineer`. */
  checkEngineer(who: CheckEngineer): Promise<CheckEngineerAck> {
    return this.#client.checkEngineer(who);
  }

  /** As `HallClient.pulse`. */
  pulse(pulse: Pulse): void {
    this.#client.pulse(pulse);
  }

  close(): void {
    this.#closing.abort();
    this.#client.close();
  }

  #tellViews(): void {
    if (this.#kiosk && this.#catalogue) this.#options.onViews(this.#kiosk, this.#catalogue);
    // The guide comes once per version: a view that names another one comes before it.
    this.#judge();
  }

  #judge(): void {
    const link = this.#judgement();
    if (link === "fresh") this.#wasFresh = true;
    if (link === this.#link) return;
    this.#link = link;
    this.#options.onLink(link);
  }

  #judgement(): Surroundings["hall"] {
    if (this.#refused) return "refused";
    if (this.#freshness === "fresh" && this.#reachable === true) return "fresh";
    return this.#wasFresh || this.#reachable === false ? "lost" : "starting";
  }

  async #probe(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      this.#reachable = await this.#isReachable();
      if (signal.aborted) return;
      this.#judge();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, probeEveryMs);
        signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
      });
    }
  }

  async #isReachable(): Promise<boolean> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(probePatienceMs)]);
    const asked = performance.now();
    try {
      const answer = await fetch(new URL("/healthz", this.#options.url), { signal, redirect: "error" });
      await answer.body?.cancel();
      this.#latencyMs = Math.round(performance.now() - asked);
      return answer.ok;
    } catch {
      this.#latencyMs = null;
      return false;
    }
  }
}
