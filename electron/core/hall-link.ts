import { type Freshness, HallClient } from "../../hall-server/contract/client.ts";
import type { Ack, AnyRefusal } from "../../hall-server/contract/commands.ts";
import type { CatalogueView, KioskView } from "../../hall-server/contract/views.ts";
import type { Pulse } from "../../hall-server/contract/wire.ts";
import { toCardData } from "./card-check.ts";
import type { DeviceReport } from "./device-reports.ts";
import type { Effect, Surroundings } from "./session-state.ts";

export interface HallLinkOptions {
  url: string;
  kiosk: string;
  key: string;
  /** Monotonic milliseconds. */
  now: () => number;
  onLink: (link: Surroundings["hall"]) => void;
  onViews: (kiosk: KioskView, catalogue: CatalogueView) => void;
  /** A report that the hall did not take. */
  onReportRefused: (report: Report, refusal: AnyRefusal) => void;
}

/** What the hall must hear of a number that it gave. */
export type Report = Effect & { kind: "confirmPrint" | "cancelTicket" };

/** Longer than any business day: a report waits for the hall, not the hall for a report. */
const reportPatienceMs = 12 * 3_600_000;
/** A heartbeat every 3 s can't show a cut cable within 5 s, so the kiosk asks by itself. */
const probeEveryMs = 1_500;
const probePatienceMs = 1_500;

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
  /** Reports go out one after another: `failed` must not overtake the `printed` that follows it. */
  #reports: Promise<unknown> = Promise.resolve();

  constructor(options: HallLinkOptions) {
    this.#options = options;
    const { url, kiosk, key, now } = options;
    this.#client = new HallClient({ url, auth: { kiosk, key }, now });
    this.#client.subscribe({ view: "kiosk" }, ({ data }) => {
      this.#kiosk = data;
      this.#refused = false;
      this.#tellViews();
    });
    this.#client.subscribe({ view: "catalogue" }, ({ data }) => {
      this.#catalogue = data;
      this.#tellViews();
    });
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
  takeTicket({ id, items, card }: Effect & { kind: "takeTicket" }): Promise<Ack<"takeTicket">> {
    return this.#client.execute(
      {
        type: "takeTicket",
        items: [...items],
        people: card ? [{ role: "self", card: toCardData(card) }] : [],
      },
      id,
    );
  }

  /** Tells the hall, now or as soon as it is there again, in the order of the calls. */
  report(report: Report): void {
    this.#reports = this.#reports.then(async () => {
      const { id, ticket } = report;
      const command =
        report.kind === "confirmPrint"
          ? ({ type: "confirmPrint", ticket, outcome: report.outcome } as const)
          : ({ type: "cancelTicket", ticket, reason: report.reason } as const);
      const answer = await this.#client.execute(command, id, reportPatienceMs);
      if (!answer.ok) this.#options.onReportRefused(report, answer.refusal);
    });
  }

  /** Tells the hall how a device is. */
  reportDevice(report: DeviceReport, id: string): Promise<Ack<"reportDevice">> {
    return this.#client.execute(report, id);
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
    try {
      const answer = await fetch(new URL("/healthz", this.#options.url), { signal, redirect: "error" });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      return false;
    }
  }
}
