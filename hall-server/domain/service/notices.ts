import { businessDayAt } from "../calendar.ts";
import { accept, type Decide, refuse } from "../hall/outcome.ts";
import { type HallState, windowAt } from "../hall/state.ts";
import { theirWindow } from "../queue/windows.ts";
import { noticePhrases, type NoticeText, personalNumberIn, phraseText } from "./phrases.ts";
import type { Refusal } from "../hall/commands.ts";
import type { Instant } from "../queue/ticket.ts";

/** What a manager tells windows, and what the hall tells the public. */

export const sendMessage: Decide<"sendMessage"> = (state, { to, note }, principal, { newId }) => {
  if (principal.kind !== "staff") return refuse("notAllowed", { command: "sendMessage" });
  const unknown = to?.find((window) => !windowAt(state, window));
  if (unknown !== undefined) return refuse("unknownWindow", { window: unknown });
  const message = newId();
  const windows = to ? [...new Set(to)] : null;
  return accept([{ type: "messageSent", message, to: windows, note, by: principal.id }], { message });
};

/** Said by the clerk who has the window; a second time says nothing new. */
export const readMessage: Decide<"readMessage"> = (state, { message: id, window }, principal) => {
  const theirs = theirWindow(state, window, principal);
  if ("code" in theirs) return refuse(theirs.code, theirs.params);
  const message = state.service.message.get(id);
  if (!message || (message.to !== null && !message.to.includes(window))) return refuse("unknownMessage");
  const { clerk } = theirs;
  const isRead = message.read.some((each) => each.window === window && each.clerk === clerk);
  return accept(isRead ? [] : [{ type: "messageRead", message: id, window, clerk }]);
};

/** More than a wall can show in turn is read by nobody. */
const mostNotices = 12;
const longestDays = 31;

export const postNotice: Decide<"postNotice"> = (state, command, _, { now, newId }) => {
  const { text, zones, until, urgent, spoken } = command;
  const wrong = whyNotText(text);
  if (wrong) return refuse(wrong.code, wrong.params);
  const unknown = zones.find((zone) => !state.config.zones.some(({ id }) => id === zone));
  if (unknown !== undefined) return refuse("unknownZone", { zone: unknown });
  if (until <= now || until > now + longestDays * 86_400_000)
    return refuse("noticeIsOver", { days: longestDays });
  if (postedAt(state, now).length >= mostNotices) return refuse("tooManyNotices", { most: mostNotices });
  const notice = newId();
  const said =
    "phrase" in text
      ? phraseText(text.phrase, text.value)
      : { zh: text.words.zh, en: text.words.en ?? text.words.zh };
  const lastDay = businessDayAt(until, state.config.hall.timeZone);
  return accept(
    [
      {
        type: "noticePosted",
        notice,
        text: said,
        zones: [...new Set(zones)],
        until,
        lastDay,
        urgent,
        spoken,
      },
    ],
    { notice },
  );
};

/** A manager's own words are public, so they may name nobody's numbers. */
function whyNotText(text: NoticeText): Refusal | null {
  if ("phrase" in text) {
    const { value } = noticePhrases[text.phrase];
    if (!value) return null;
    const fits =
      text.value !== undefined &&
      Number.isInteger(text.value) &&
      text.value >= value.from &&
      text.value <= value.to;
    return fits ? null : { code: "badPhrase", params: { param: "value", ...value } };
  }
  const what = personalNumberIn(`${text.words.zh}\n${text.words.en ?? ""}`);
  return what && { code: "looksPersonal", params: { what } };
}

/** The notices that are shown at a moment. */
export const postedAt = ({ service }: HallState, now: Instant) => [
  ...service.notice.filter(({ state, until }) => state === "posted" && until > now).values(),
];

export const endNotice: Decide<"endNotice"> = (state, { notice: id }) => {
  const notice = state.service.notice.get(id);
  if (!notice) return refuse("unknownNotice");
  return accept(notice.state === "ended" ? [] : [{ type: "noticeEnded", notice: id }]);
};
