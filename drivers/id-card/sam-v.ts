/**
 * How a SAM_V reader is talked to, as a pure machine: `begin` and `step` say what to do, `CardReader` does it.
 *
 * A reply does not say which question it answers. Three things keep one citizen's reply from answering for another:
 * every question takes only replies of its own shape; after any trouble, and after every read, the reader is asked
 * for its status, and since it answers in order, whatever is older than that answer is known to have come; and a card
 * counts only once that answer has shown that no second, different text came with it. The added address, when it is
 * wanted, is asked for between the two and held to the same rules; and since a reader may tell it of whatever card lies
 * there, it counts only while no hand can have laid another since the text was asked for.
 */
import type { IdCard } from "./card.ts";
import type { Reply } from "./frame.ts";
import { addedAddress, classify, timeoutMs } from "./sam-v-commands.ts";
import type { Command } from "./sam-v-commands.ts";
import { decodeTextBlock } from "./text-block.ts";

/** Why a card could not be read. */
export type UnreadableReason =
  /** The card was taken away too early. */
  | "removedWhileReading"
  /** The card and the security module do not accept each other: not a genuine card, or a damaged one. */
  | "authFailed"
  | "wrongCard"
  /** The card lies there, but reading it fails. */
  | "readFailed"
  /** Replies arrive damaged: a wiring fault. */
  | "checksum"
  /** The text arrived whole but is not a card's. */
  | "badBlock"
  /** Two different texts came for one question. */
  | "mixedReplies"
  | "noAnswer"
  /** The reader refuses the command or its security module has failed. */
  | "readerFault"
  /** The reader went away while it was reading. */
  | "readerLost";

/** What a reader has to say. */
export type CardReaderEvent =
  | { kind: "state"; state: "disconnected" | "ready" | "reading" }
  /** `addedAddress`: only when the reader was told to ask for it and the card has one. */
  | { kind: "card"; card: IdCard; addedAddress?: string }
  /** `field` names the field of a bad block, never its content. */
  | { kind: "unreadable"; reason: UnreadableReason; field?: string }
  /** The card that was read, or that could not be, is gone from the reader, as far as the reader can tell. */
  | { kind: "lifted" };

/** What the machine wants done, in order. */
export type Action =
  /** `earlier`: what to do with bytes that came before the question; only after a read are they worth hearing. */
  | { do: "ask"; command: Command; timeoutMs: number; earlier: "discard" | "hear" }
  | { do: "rest" }
  | { do: "emit"; event: CardReaderEvent }
  /** The security module's id came. */
  | { do: "identify"; samId: Uint8Array }
  /** The photo of the card just emitted, as the card holds it. */
  | { do: "photo"; photo: Uint8Array }
  /** Close the line, wait, open it again. */
  | { do: "reopen" };

/** What happened. */
export type Happening =
  /** `afterMs`: how long after its question. */
  | { kind: "reply"; reply: Reply; afterMs: number }
  | { kind: "garbled" }
  /** No matching reply came in time. */
  | { kind: "silence" }
  /** The rest between two polls is over. */
  | { kind: "rested" }
  /** The line is gone. */
  | { kind: "gone" };

type Failure = { reason: UnreadableReason; field?: string };

/**
 * Why the reader is asked whether a card lies there. After a read some readers hide the lying card from `find` until
 * it is lifted, others keep showing it; the first answer tells which (`unseen` until then).
 */
type Aim =
  | { for: "card" }
  | { for: "lift"; sight: "unseen" | "shown" | "hidden" }
  | { for: "cause"; failure: Failure; attempt: number };

/** Why the reader is asked for its status; on a line just opened, to ask who it is. */
type Purpose = Aim | { for: "identity" };

/** Where the conversation stands: each state but `resting` and `lost` waits for the answer to one question. */
export type SamState =
  /** Status asked, to be in step with the reader. */
  | { at: "settling"; strikes: number; aim: Purpose }
  | { at: "resetting"; aim: Purpose }
  | { at: "identifying" }
  | { at: "resting"; aim: Aim }
  | { at: "finding"; strikes: number; aim: Aim }
  | { at: "selecting"; attempt: number }
  | { at: "reading"; attempt: number }
  /** The added address asked after a read. */
  | { at: "addressing"; attempt: number; data: Uint8Array }
  /** Status asked after a read. */
  | { at: "confirming"; attempt: number; data: Uint8Array; address?: Uint8Array }
  /** Whether a hidden card still lies there: its added address is asked for. */
  | { at: "probing" }
  | { at: "lost" };

/** A state and what to do on entering it. */
export type Turn = { state: SamState; actions: Action[] };

/** A card is tried this often before the citizen is asked to lay it again. */
const ATTEMPTS = 2;
/** No hand takes one card away and lays another faster than this. */
const SWAP_MS = 600;
/** Questions left without an answer before the reader is reset; a reset that does not help leads to a reopen. */
const STRIKES = 3;

const ready: Action = { do: "emit", event: { kind: "state", state: "ready" } };
const lifted: Action = { do: "emit", event: { kind: "lifted" } };
const forCard: Aim = { for: "card" };

/** What a reader is asked for besides its cards. */
export interface Wishes {
  addedAddress: boolean;
}

/** The first turn on a line just opened. */
export function begin(): Turn {
  return settle(0, { for: "identity" });
}

/** The next turn; an event that means nothing in this state leaves it as it is. */
export function step(state: SamState, happening: Happening, wishes: Wishes): Turn {
  if (happening.kind === "gone") return lose(state);
  switch (state.at) {
    case "settling":
      return settling(state, happening);
    case "resetting":
      return resetting(state, happening);
    case "identifying":
      return identifying(state, happening);
    case "resting":
      return happening.kind === "rested" ? find(0, state.aim) : stay(state);
    case "finding":
      return finding(state, happening);
    case "selecting":
    case "reading":
      return exchanging(state, happening, wishes);
    case "addressing":
      return addressing(state, happening);
    case "confirming":
      return confirming(state, happening);
    case "probing":
      return probing(state, happening);
    case "lost":
      return stay(state);
  }
}

const stay = (state: SamState): Turn => ({ state, actions: [] });

function ask(state: SamState, command: Command, before: Action[] = [], within = timeoutMs[command]): Turn {
  const earlier = state.at === "confirming" || state.at === "addressing" ? "hear" : "discard";
  return { state, actions: [...before, { do: "ask", command, timeoutMs: within, earlier }] };
}

const settle = (strikes: number, aim: Purpose, before: Action[] = []): Turn =>
  ask({ at: "settling", strikes, aim }, "status", before);
const identify = (): Turn => ask({ at: "identifying" }, "samId");
const find = (strikes: number, aim: Aim): Turn => ask({ at: "finding", strikes, aim }, "find");
const select = (attempt: number, before: Action[]): Turn =>
  ask({ at: "selecting", attempt }, "select", before);

function rest(aim: Aim, before: Action[]): Turn {
  return { state: { at: "resting", aim }, actions: [...before, { do: "rest" }] };
}

/** The reader did not answer as it should: be patient, then reset it, then reopen the line. */
function strike(strikes: number, aim: Aim): Turn {
  if (strikes >= STRIKES) return giveUp(aim);
  if (strikes + 1 === STRIKES) return ask({ at: "resetting", aim }, "reset");
  return settle(strikes + 1, aim);
}

function giveUp(aim: Purpose): Turn {
  return { state: { at: "lost" }, actions: [...lostCard(aim), { do: "reopen" }] };
}

function lose(state: SamState): Turn {
  if (state.at === "lost") return stay(state);
  if ("aim" in state) return giveUp(state.aim);
  if (state.at === "probing" || state.at === "identifying") return giveUp(forCard);
  return giveUp({ for: "cause", failure: { reason: "readerLost" }, attempt: state.attempt });
}

/** A card that was being read must not vanish without a word. */
function lostCard(aim: Purpose): Action[] {
  if (aim.for !== "cause") return [];
  return [{ do: "emit", event: { kind: "unreadable", reason: "readerLost" } }];
}

function settling(state: SamState & { at: "settling" }, happening: Happening): Turn {
  if (happening.kind === "silence") {
    // A reader that does not even answer this needs the reset at once; after the reset there is nothing left.
    return state.strikes >= STRIKES ? giveUp(state.aim) : ask({ at: "resetting", aim: state.aim }, "reset");
  }
  if (answer("status", happening) !== "ok") return stay(state);
  const turn = state.aim.for === "identity" ? identify() : find(state.strikes, state.aim);
  // In the middle of a card the reader is not ready for another.
  return state.aim.for === "cause" ? turn : { ...turn, actions: [ready, ...turn.actions] };
}

function resetting(state: SamState & { at: "resetting" }, happening: Happening): Turn {
  if (happening.kind === "silence") return giveUp(state.aim);
  return answer("reset", happening) === "ok" ? settle(STRIKES, state.aim) : stay(state);
}

function identifying(state: SamState & { at: "identifying" }, happening: Happening): Turn {
  const turn = find(0, forCard);
  const result = answer("samId", happening);
  if (result === "ok" && happening.kind === "reply") {
    return { ...turn, actions: [{ do: "identify", samId: happening.reply.data }, ...turn.actions] };
  }
  // A reader that will not say who it is reads cards all the same.
  return happening.kind === "silence" || result === "fault" ? turn : stay(state);
}

function finding({ strikes, aim, ...state }: SamState & { at: "finding" }, happening: Happening): Turn {
  if (happening.kind === "silence") return strike(strikes, aim);
  const found = answer("find", happening);
  if (found === "none") return stay({ ...state, strikes, aim });
  if (found === "ok" || found === "noCard") return found === "ok" ? cardSeen(aim) : noCardSeen(aim);
  return strike(strikes, aim);
}

function cardSeen(aim: Aim): Turn {
  const reading: Action = { do: "emit", event: { kind: "state", state: "reading" } };
  if (aim.for === "card") return select(1, [reading]);
  if (aim.for === "cause") {
    if (aim.attempt < ATTEMPTS) return select(aim.attempt + 1, []);
    return rest({ for: "lift", sight: "shown" }, [unreadable(aim.failure), ready]);
  }
  // A reader that hid the card shows one again: the hidden one was lifted, this is another (or the same, laid anew).
  if (aim.sight === "hidden") return select(1, [lifted, reading]);
  return rest({ for: "lift", sight: "shown" }, []);
}

function noCardSeen(aim: Aim): Turn {
  if (aim.for === "card") return rest(aim, []);
  if (aim.for === "lift") {
    return aim.sight === "shown" ? rest(forCard, [lifted]) : ask({ at: "probing" }, "address");
  }
  if (withoutCard.has(aim.failure.reason)) {
    return rest(forCard, [unreadable({ reason: "removedWhileReading" }), ready]);
  }
  return rest({ for: "lift", sight: "hidden" }, [unreadable(aim.failure), ready]);
}

/** Failures that look just like a card that is not there any more. */
const withoutCard = new Set<UnreadableReason>(["readFailed", "noAnswer", "removedWhileReading"]);

function unreadable(failure: Failure): Action {
  return { do: "emit", event: { kind: "unreadable", ...failure } };
}

function exchanging(
  state: SamState & { at: "selecting" | "reading" },
  happening: Happening,
  wishes: Wishes,
): Turn {
  const { at, attempt } = state;
  if (happening.kind === "silence") return fail({ reason: "noAnswer" }, attempt);
  if (happening.kind === "garbled") return fail({ reason: "checksum" }, attempt);
  const result = answer(at === "selecting" ? "select" : "read", happening);
  if (result === "none" || happening.kind !== "reply") return stay(state);
  if (result !== "ok") return fail({ reason: reasons[result] }, attempt);
  if (at === "selecting") return ask({ at: "reading", attempt }, "read");
  const { data } = happening.reply;
  const leftMs = SWAP_MS - happening.afterMs;
  if (!wishes.addedAddress || leftMs <= 0) return confirm(attempt, data);
  return ask({ at: "addressing", attempt, data }, "address", [], Math.min(leftMs, timeoutMs.address));
}

function confirm(attempt: number, data: Uint8Array, address?: Uint8Array): Turn {
  return ask({ at: "confirming", attempt, data, ...(address && { address }) }, "status");
}

const reasons = {
  noCard: "removedWhileReading",
  authFailed: "authFailed",
  wrongCard: "wrongCard",
  readFailed: "readFailed",
  fault: "readerFault",
  badLengths: "badBlock",
  absent: "readFailed",
} as const;

function fail(failure: Failure, attempt: number): Turn {
  return settle(0, { for: "cause", failure, attempt });
}

function addressing(state: SamState & { at: "addressing" }, happening: Happening): Turn {
  const { attempt, data } = state;
  // A reader that cannot be asked this still has read the card.
  if (happening.kind === "silence") return confirm(attempt, data);
  const doubt = doubtful(state, happening);
  if (doubt) return fail({ reason: doubt }, attempt);
  const result = answer("address", happening);
  if (result === "none" || happening.kind !== "reply") return stay(state);
  return confirm(attempt, data, result === "ok" ? happening.reply.data : undefined);
}

function confirming(state: SamState & { at: "confirming" }, happening: Happening): Turn {
  const { attempt, data, address } = state;
  if (happening.kind === "silence") return fail({ reason: "noAnswer" }, attempt);
  const doubt = doubtful(state, happening);
  if (doubt) return fail({ reason: doubt }, attempt);
  if (answer("status", happening) !== "ok") return stay(state);
  const decoded = decodeTextBlock(data.subarray(4, 260));
  if (!decoded.ok) return fail({ reason: "badBlock", field: decoded.field }, attempt);
  const added = address ? addedAddress(address) : null;
  const card: CardReaderEvent = {
    kind: "card",
    card: decoded.card,
    ...(added !== null && { addedAddress: added }),
  };
  const actions: Action[] = [
    { do: "emit", event: card },
    { do: "photo", photo: data.subarray(260) },
  ];
  return rest({ for: "lift", sight: "unseen" }, [...actions, ready]);
}

/** After a read nothing may come that could be, or could have been, another card's. */
function doubtful(
  { data, address }: { data: Uint8Array; address?: Uint8Array },
  happening: Happening,
): UnreadableReason | undefined {
  if (happening.kind === "garbled") return "checksum";
  if (answer("read", happening) === "ok" && !sameData(happening, data)) return "mixedReplies";
  if (address && answer("address", happening) === "ok" && !sameData(happening, address))
    return "mixedReplies";
  return undefined;
}

function sameData(happening: Happening, data: Uint8Array): boolean {
  return happening.kind === "reply" && Buffer.from(data).equals(happening.reply.data);
}

function probing(state: SamState & { at: "probing" }, happening: Happening): Turn {
  // A reader that cannot be asked this says so or says nothing: then the card counts as lifted.
  if (happening.kind === "silence") return settle(0, forCard, [lifted]);
  const result = answer("address", happening);
  if (result === "none") return stay(state);
  if (result === "ok" || result === "absent") return rest({ for: "lift", sight: "hidden" }, []);
  return rest(forCard, [lifted]);
}

function answer(command: Command, happening: Happening): ReturnType<typeof classify> {
  return happening.kind === "reply" ? classify(command, happening.reply) : "none";
}
