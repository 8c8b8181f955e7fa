import type { Ack } from "../../hall-server/contract/commands.ts";
import type { LoggedEvent, QueueEvent } from "../../hall-server/domain/hall/events.ts";
import type { Sent } from "./sender.ts";

/** What the log and the answers say against each other; each is a list of what is wrong, in words. */
export interface Audit {
  /** Acknowledged, and not in the log. */
  lost: string[];
  /** In the log more often than anybody asked for, or a number given twice. */
  duplicated: string[];
}

type EventType = QueueEvent["type"];

/** The event that a command ends with. */
const endsWith: Record<Sent["command"]["type"], EventType> = {
  takeTicket: "ticketTaken",
  leaseNumbers: "numbersLeased",
  takeOffline: "ticketTaken",
  confirmPrint: "slipReported",
  reprintSlip: "slipAskedAgain",
  openWindow: "windowOpened",
  pauseWindow: "windowPaused",
  closeWindow: "windowClosed",
  callNext: "ticketCalled",
  recall: "ticketRecalled",
  startServing: "servingStarted",
  finish: "ticketFinished",
  markAbsent: "ticketMissed",
  requeue: "ticketRequeued",
  cancelTicket: "ticketCancelled",
  moveClerk: "windowClosed",
  setWindowItems: "windowItemsChanged",
  switchQueue: "queueSwitched",
  callTicket: "ticketCalled",
  hold: "ticketHeld",
  undo: "actionUndone",
  place: "ticketPlaced",
  stepOut: "ticketHeld",
  resume: "ticketResumed",
  transfer: "ticketTransferred",
  addItem: "itemAdded",
  split: "ticketSplit",
  setClass: "ticketClassChanged",
  book: "bookingMade",
  cancelBooking: "bookingCancelled",
  reportDevice: "deviceStateChanged",
  noteEngineer: "engineerActed",
  askHelp: "helpAsked",
  answerHelp: "helpAnswered",
  closeHelp: "helpClosed",
  callForHelp: "emergencyRaised",
  acknowledgeEmergency: "emergencyAcknowledged",
  closeEmergency: "emergencyClosed",
  sendMessage: "messageSent",
  readMessage: "messageRead",
  postNotice: "noticePosted",
  endNotice: "noticeEnded",
  askRating: "ratingAsked",
  rate: "serviceRated",
  verifyRating: "ratingVerified",
  rectify: "ratingRectified",
};

/**
 * Every acknowledged command must have its event at the very sequence that it was told, and every event of a client
 * must have its command. A command without an answer accounts for at most one effect.
 */
export function audit(sent: readonly Sent[], log: readonly LoggedEvent[]): Audit {
  const lost: string[] = [];
  const claimedBy = new Map<number, string>();
  const duplicated = numbersGivenTwice(log);
  for (const each of sent) {
    const ack = each.answer?.ack;
    if (!ack?.ok) continue;
    const problem = findMismatch(each, ack, log[ack.seq - 1]);
    if (problem) lost.push(problem);
    for (const seq of effectsOf(each, ack)) {
      const other = claimedBy.get(seq);
      if (other) duplicated.push(`event ${seq} was told to two commands: ${other} and ${each.id}`);
      claimedBy.set(seq, each.id);
    }
  }
  return { lost, duplicated: [...duplicated, ...unasked(sent, log, claimedBy)] };
}

function findMismatch(
  { id, command, principal }: Sent,
  ack: Ack & { ok: true },
  row?: LoggedEvent,
): string | null {
  const told = `${command.type} ${id} was told event ${ack.seq}`;
  if (!row) return `${told}, which is not there`;
  const expected: Record<string, unknown> = { ...command, ...ack.result, type: endsWith[command.type] };
  if (command.type === "callNext") {
    const { called, finished } = ack.result as { called: { ticket: string } | null; finished: string | null };
    expected["type"] = called ? "ticketCalled" : "ticketFinished";
    expected["ticket"] = called?.ticket ?? finished;
  }
  const event = row.event as unknown as Record<string, unknown>;
  const differs = ["type", "ticket", "number", "queue", "window", "outcome", "reason"].find(
    (field) => field in expected && field in event && event[field] !== expected[field],
  );
  if (differs) return `${told}, whose ${differs} is ${String(event[differs])}`;
  return row.principal === principal ? null : `${told}, which is of ${row.principal}`;
}

/** The sequences of all that a command did: `callNext` finishes the one before, too. */
function effectsOf({ command }: Sent, ack: Ack & { ok: true }): number[] {
  if (command.type !== "callNext") return [ack.seq];
  const { called, finished } = ack.result as { called: unknown; finished: unknown };
  return called && finished ? [ack.seq - 1, ack.seq] : [ack.seq];
}

/** Events that no answered command accounts for, beyond those that a command without an answer may have caused. */
function unasked(
  sent: readonly Sent[],
  log: readonly LoggedEvent[],
  claimed: ReadonlyMap<number, string>,
): string[] {
  const allowed = new Map<string, number>();
  const allow = (key: string) => allowed.set(key, (allowed.get(key) ?? 0) + 1);
  for (const { command, principal, answer } of sent) {
    if (answer) continue;
    allow(`${principal} ${endsWith[command.type]}`);
    if (command.type === "callNext") allow(`${principal} ticketFinished`);
  }
  return log.flatMap(({ seq, principal, event }) => {
    if (principal === "system" || claimed.has(seq)) return [];
    const key = `${principal} ${event.type}`;
    const left = allowed.get(key) ?? 0;
    allowed.set(key, left - 1);
    return left > 0 ? [] : [`event ${seq} (${key}) was asked for by nobody, or had been done already`];
  });
}

/** Numbers that stand on more than one ticket of a day. */
export function numbersGivenTwice(log: readonly LoggedEvent[]): string[] {
  let given = new Set<string>();
  return log.flatMap(({ seq, event }) => {
    if (event.type === "dayRolled") given = new Set();
    if (event.type !== "ticketTaken") return [];
    const isTwice = given.has(event.number);
    given.add(event.number);
    return isTwice ? [`${event.number} was given again by event ${seq}`] : [];
  });
}
