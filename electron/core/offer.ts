import { pinyin } from "pinyin-pro";
import type { CatalogueView, KioskView } from "../../hall-server/contract/views.ts";
import { spokenRange } from "../../hall-server/contract/wait-range.ts";
import type { Bilingual, Material, OfferedItem, OfferedQueue } from "../bridge.ts";

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
  /** The nearest other kiosk that is in service; null: there is none, and the guide desk helps. */
  elsewhere: Bilingual | null;
  /** What to bring, by item. */
  guide: ReadonlyMap<string, GuideEntry["materials"]>;
}

type GuideEntry = CatalogueView["items"][number];

/** A number stands for at most so many matters; the wire holds to the same. */
export const mostItems = 6;

/** Joins the hall's two views. The letters to search by are computed once per version of the guide. */
export class OfferMaker {
  readonly #kiosk: string;
  #version: string | null = null;
  #letters = new Map<string, OfferedItem["letters"]>();

  /** For the kiosk of that id. */
  constructor(kiosk: string) {
    this.#kiosk = kiosk;
  }

  make(kiosk: KioskView, catalogue: CatalogueView): Offer {
    if (catalogue.version !== this.#version) {
      this.#version = catalogue.version;
      this.#letters = new Map(catalogue.items.map(({ id, name }) => [id, lettersOf(name)]));
    }
    return {
      hall: kiosk.hall,
      slip: kiosk.slip,
      day: kiosk.day,
      timeZone: kiosk.timeZone,
      queues: kiosk.queues.map(({ queue, name, waiting, openWindows, full, estimate }) => ({
        id: queue,
        name,
        waiting,
        openWindows,
        wait: estimate && spokenRange(estimate),
        full,
      })),
      elsewhere: nearestInService(kiosk.kiosks, this.#kiosk),
      items: catalogue.items.flatMap(({ id, name, highFrequency, queue }) => {
        const letters = this.#letters.get(id);
        // An item that no line serves can't be had at a kiosk.
        return queue === null || !letters ? [] : [{ id, name, letters, highFrequency, queue }];
      }),
      guide: new Map(catalogue.items.map(({ id, materials }) => [id, materials])),
    };
  }
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

/** The letters that find a name: of its pinyin the first ones, of its English all. */
export function lettersOf(name: Bilingual): OfferedItem["letters"] {
  const initials = pinyin(name.zh, { pattern: "first", toneType: "none", type: "array" });
  const letters = (text: string) => text.toUpperCase().replaceAll(/[^A-Z]/g, "");
  return { pinyin: letters(initials.join("")), english: letters(name.en) };
}

/**
 * What to bring for these items, each thing once, and what need not be brought. A thing that one item exempts and
 * another asks for has to be brought.
 */
export function materialsOf(offer: Offer, items: readonly string[]): Material[] {
  const byName = new Map<string, Material>();
  for (const material of items.flatMap((item) => offer.guide.get(item) ?? [])) {
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
    .map((queue) => ({ ...queue, waiting: null, openWindows: null, wait: null, full: false }));
  return { ...offer, queues, items: offer.items.filter(({ queue }) => giving.includes(queue)) };
}

/** The one line that all of these items stand in. */
export function queueOf(offer: Offer | null, items: readonly string[]): OfferedQueue | null {
  const id = offer?.items.find((item) => item.id === items[0])?.queue;
  return offer?.queues.find((queue) => queue.id === id) ?? null;
}
