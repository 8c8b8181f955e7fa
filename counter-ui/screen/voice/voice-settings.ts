import type { ScreenSettings } from "../layout/frame.ts";
import type { SpokenOne } from "../../../hall-server/contract/voice/grammar.ts";
import type { Language } from "../../../hall-server/contract/voice/utterance.ts";

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

/** What the hall's configuration says of how a screen speaks. */
type Configured = Pick<ScreenSettings, "speaks" | "voice">;

/**
 * How a screen speaks stands in the hall's configuration; its address may say otherwise, to try it out:
 * `?voice=clips,browser` (in this order; or `silent`, `off`), `say=zh,en`, `one=yao`, `turns=said` or `turns=3` (the third
 * is the last call), `volume=80` (percent). What it does not know counts as not there: a wall must open.
 */
export function readVoiceSettings(
  search: string,
  { speaks, voice }: Configured,
  zone: string | null,
): VoiceSettings {
  const query = new URLSearchParams(search);
  const list = (name: string) => (query.get(name) ?? "").split(",");
  const engines = list("voice").filter(isEngine);
  const languages = list("say").flatMap((code): Language[] => languagesByCode[code] ?? []);
  const turns = query.get("turns");
  const volume = Number.parseInt(query.get("volume") ?? "", 10);
  const asked = query.get("voice");
  const configured = voice?.languages.flatMap((code) => languagesByCode[code] ?? []) ?? [];
  const isSilent = asked === "off" || (asked === null && !speaks);
  return {
    engines: isSilent ? [] : engines.length > 0 ? engines : ["clips", "browser"],
    languages: languages.length > 0 ? languages : configured.length > 0 ? configured : null,
    one: query.get("one") === "yao" ? "幺" : (voice?.one ?? "一"),
    turns: turns === "said" ? { last: null } : /^[2-9]$/.test(turns ?? "") ? { last: Number(turns) } : null,
    zone,
    volume: Math.min(100, Math.max(0, Number.isNaN(volume) ? (voice?.volume ?? 100) : volume)) / 100,
  };
}

const languagesByCode: Record<string, Language[]> = { zh: ["zh-CN"], en: ["en"] };
const isEngine = (name: string): name is EngineName => ["clips", "browser", "silent"].includes(name);
