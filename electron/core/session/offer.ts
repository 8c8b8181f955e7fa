import type { CatalogueView, KioskView } from "../../../hall-server/contract/views.ts";
import { spokenRange } from "../../../hall-server/contract/wait-range.ts";
import type { Terms } from "../../../finding/search.ts";
import { termsOf } from "../../../finding/terms.ts";
import { caseOf } from "./cases.ts";
import type { Bilingual, Material, OfferedItem, OfferedQueue, OfferedTopic, Opening } from "../../bridge.ts";

/** What can be had here now: the hall's guide joined with its lines. Holds nothing of a citizen. */
export interface Offer {
  hall: Bilingual;
  /** What its slips say besides the number. */
  slip: KioskView["slip"];
  /** `YYYY-MM-DD` in the hall's time zone. */
  day: string;
  timeZone: string;
  items: readonly OfferedItem[];
  queues: readonly OfferedQueue[];
  /** From when there are numbers again (its day `YYYY-MM-DD`), while the hall is closed for every line; null: there are some now. */
  opens: Opening | null;
  /** Of each, only the matters that can be had here; none that would be empty. */
  themes: readonly OfferedTopic[];
  lifeEvents: readonly OfferedTopic[];
  /** The nearest other kiosk that is in service; null: there is none, and the guide desk helps. */
  elsewhere: Bilingual | null;
  /** What each matter asks for and promises. */
  guide: ReadonlyMap<string, GuideEntry>;
  /** The guide's. */
  version: string;
  /** It is the one that the hall has in force. */
  isCurrent: boolean;
}

export type GuideEntry = CatalogueView["items"][number];

/** Where no hall has said otherwise yet: all of China keeps one time. */
export const chinaTime = "Asia/Shanghai";

/** A number stands for at most so many matters; the wire holds to the same. */
export const mostItems = 6;

/** Joins the hall's two views. What finds a matter is computed once per version of the guide. */
export class OfferMaker {
  readonly #kiosk: string;
  #version: string | null = null;
  #terms = new Map<string, Terms>();

  /** For the kiosk of that id. */
  constructor(kiosk: string) {
    this.#kiosk = kiosk;
  }

  make(kiosk: KioskView, catalogue: CatalogueView): Offer {
    if (catalogue.version !== this.#version) {
      this.#version = catalogue.version;
      this.#terms = new Map(catalogue.items.map((item) => [item.id, termsOf(item)]));
    }
    const items = catalogue.items.flatMap(({ id, name, highFrequency, forOrganisations = false, queue }) => {
      const terms = this.#terms.get(id);
      // An item that no line serves can't be had at a kiosk.
      return queue === null || !terms ? [] : [{ id, name, terms, highFrequency, forOrganisations, queue }];
    });
    return {
      hall: kiosk.hall,
      slip: kiosk.slip,
      day: kiosk.day,
      timeZone: kiosk.timeZone,
      queues: kiosk.queues.map(({ queue, name, waiting, openWindows, full, closed, estimate }) => ({
        id: queue,
        name,
        waiting,
        openWindows,
        wait: estimate && spokenRange(estimate),
        state: closed ? "closed" : full ? "full" : "open",
      })),
      opens: openingOf(kiosk.queues),
      elsewhere: nearestInService(kiosk.kiosks, this.#kiosk),
      items,
      themes: topicsOf(catalogue.themes, items),
      lifeEvents: topicsOf(catalogue.lifeEvents, items),
      guide: new Map(catalogue.items.map((item) => [item.id, item])),
      version: catalogue.version,
      isCurrent: catalogue.version === kiosk.catalogueVersion,
    };
  }
}

/** What a closed hall says of when it opens; some lines may be over for today earlier than others. */
function openingOf(queues: KioskView["queues"]): Opening | null {
  const reasons = queues.flatMap(({ noNumbers }) => noNumbers ?? []);
  const isClosed = reasons.length === queues.length && reasons.some(({ why }) => why === "hallClosed");
  const known = reasons.find(({ from }) => from !== null);
  return isClosed ? { day: known?.day ?? null, from: known?.from ?? null } : null;
}

/** With only what can be had. */
function topicsOf(topics: readonly OfferedTopic[], offered: readonly OfferedItem[]): readonly OfferedTopic[] {
  const known = new Set(offered.map(({ id }) => id));
  return topics
    .map((topic) => ({ ...topic, items: topic.items.filter((item) => known.has(item)) }))
    .filter(({ items }) => items.length > 0);
}

/** The hall's configuration names its kiosks in the order in which they stand. */
export function nearestInService(kiosks: KioskView["kiosks"], here: string): Bilingual | null {
  const at = kiosks.findIndex(({ kiosk }) => kiosk === here);
  const [nearest] = kiosks
    .map(({ kiosk, name, inService }, i) => ({ kiosk, name, inService, steps: Math.abs(i - at) }))
    .filter(({ kiosk, inService }) => inService && kiosk !== here)
    .toSorted((a, b) => a.steps - b.steps);
  return nearest?.name ?? null;
}

/**
 * What to bring for these items in their cases, each thing once, and what need not be brought. A thing that one item exempts and
 * another asks for has to be brought.
 */
export function materialsOf(
  { guide }: Pick<Offer, "guide">,
  items: readonly string[],
  cases: Readonly<Record<string, string>> = {},
): Material[] {
  const byName = new Map<string, Material>();
  const asked = items.flatMap((item) => [
    ...(guide.get(item)?.materials ?? []),
    ...caseOf(guide.get(item), cases[item]).materials,
  ]);
  for (const material of asked) {
    const before = byName.get(material.name.zh);
    if (material.exempt === "none") {
      const required = material.required || (before?.bring === true && before.required);
      byName.set(material.name.zh, { bring: true, name: material.name, required });
    } else if (!before) {
      const { name, exempt, exemptSource: source } = material;
      byName.set(name.zh, { bring: false, name, exempt, source });
    }
  }
  return [...byName.values()].toSorted((a, b) => Number(b.bring) - Number(a.bring));
}

/** Cut off, only those lines are offered of which this kiosk holds numbers, and nobody knows how long they are. */
export function offerWithoutHall(offer: Offer, giving: readonly string[]): Offer {
  const queues = offer.queues
    .filter(({ id }) => giving.includes(id))
    .map((queue) => ({ ...queue, waiting: null, openWindows: null, wait: null, state: "open" as const }));
  const items = offer.items.filter(({ queue }) => giving.includes(queue));
  const [themes, lifeEvents] = [topicsOf(offer.themes, items), topicsOf(offer.lifeEvents, items)];
  return { ...offer, queues, opens: null, items, themes, lifeEvents };
}

/** The one line that all of these items stand in. */
export function queueOf(offer: Offer | null, items: readonly string[]): OfferedQueue | null {
  const id = offer?.items.find((item) => item.id === items[0])?.queue;
  return offer?.queues.find((queue) => queue.id === id) ?? null;
}
