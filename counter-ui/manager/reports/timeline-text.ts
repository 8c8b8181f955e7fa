import type { TimelineEntry } from "../../../hall-server/contract/questions.ts";
import type { Translate } from "../../shared/i18n.ts";
import { zh } from "../../shared/texts-zh.ts";
import { minutesText } from "../../shared/time.ts";
import { othersText, reasonText } from "./fairness.tsx";

/** How things are called in the page's language. */
export interface Names {
  window: (id: string) => string;
  queue: (id: string) => string;
  item: (id: string) => string;
}

type Template = keyof typeof zh.managing.timeline;

/** One record in a plain sentence. One that this page does not know is named as it is. */
export function timelineText(t: Translate, entry: TimelineEntry, names: Names): string {
  const template = templateOf(entry);
  return t(`managing.timeline.${template}`, {
    what: entry.what,
    window: entry.window === null ? "" : names.window(entry.window),
    queue: entry.queue === null ? "" : names.queue(entry.queue),
    number: entry.number ?? "",
    rule: entry.rule === null ? "" : t(`managing.rule.${entry.rule}`),
    wait: minutesText(t, (entry.waitedS ?? 0) * 1000),
    times: entry.times ?? 0,
    others: othersText(t, { overtook: entry.overtook, count: entry.times ?? 0 }),
    reason: wordOf(t, entry, names),
  });
}

function templateOf({ what, overtook, rule, window }: TimelineEntry): Template {
  if (what === "ticketCalled" && rule === "chosen") return "ticketChosen";
  if (what === "ticketCalled" && overtook.length > 0) return "ticketCalledOver";
  if (what === "ticketTransferred" && window !== null) return "ticketTransferredTo";
  return what !== "other" && Object.hasOwn(zh.managing.timeline, what) ? (what as Template) : "other";
}

/** The log's own word for why or how, in people's. */
function wordOf(t: Translate, { what, reason }: TimelineEntry, names: Names): string {
  if (reason === null) return "";
  switch (what) {
    case "ticketTaken":
    case "ticketResumed":
    case "ticketClassChanged":
      return word(reason, zh.ticketClass, (key) => t(`ticketClass.${key}`));
    case "slipReported":
      return word(reason, zh.managing.outcome, (key) => t(`managing.outcome.${key}`));
    case "ticketHeld":
      return word(reason, zh.holdKind, (key) => t(`holdKind.${key}`));
    case "ticketCancelled":
      return word(reason, zh.cancelReason, (key) => t(`cancelReason.${key}`));
    case "actionUndone":
      return word(reason, zh.managing.verb, (key) => t(`managing.verb.${key}`));
    case "itemAdded":
      return names.item(reason);
    default:
      return reasonText(t, reason);
  }
}

function word<T extends object>(key: string, known: T, say: (key: keyof T & string) => string): string {
  return Object.hasOwn(known, key) ? say(key as keyof T & string) : key;
}
