import type { SpokenOne } from "../../hall-server/contract/voice/grammar.ts";
import type { Language } from "../../hall-server/contract/voice/utterance.ts";

export type EngineName = "clips" | "browser" | "silent";

export interface VoiceSettings {
  /** In the order of being tried; empty: no calls are followed. */
  engines: readonly EngineName[];
  /** Null: the page's language. */
  languages: readonly Language[] | null;
  one: SpokenOne;
  /** Whether later calls say that they are, and from which on it is the last. */
  turns: { last: number | null } | null;
  zone: string | null;
  /** 0 to 1. */
  volume: number;
}

/**
 * A screen's address says how it speaks: `?voice=clips,browser` (in this order; or `silent`, `off`), `say=zh,en`,
 * `one=yao`, `turns=said` or `turns=3` (the third is the last call), `zone=`, `volume=80` (percent). What it does not
 * know counts as not there: a wall must open.
 */
export function readVoiceSettings(search: string): VoiceSettings {
  const query = new URLSearchParams(search);
  const list = (name: string) => (query.get(name) ?? "").split(",");
  const engines = list("voice").filter(isEngine);
  const languages = list("say").flatMap((code): Language[] => languagesByCode[code] ?? []);
  const turns = query.get("turns");
  const volume = Number.parseInt(query.get("volume") ?? "", 10);
  return {
    engines: query.get("voice") === "off" ? [] : engines.length > 0 ? engines : ["clips", "browser"],
    languages: languages.length > 0 ? languages : null,
    one: query.get("one") === "yao" ? "幺" : "一",
    turns: turns === "said" ? { last: null } : /^[2-9]$/.test(turns ?? "") ? { last: Number(turns) } : null,
    zone: query.get("zone"),
    volume: Number.isNaN(volume) ? 1 : Math.min(100, Math.max(0, volume)) / 100,
  };
}

const languagesByCode: Record<string, Language[]> = { zh: ["zh-CN"], en: ["en"] };
const isEngine = (name: string): name is EngineName => ["clips", "browser", "silent"].includes(name);
