import { book, cancelBooking } from "../booking/decide.ts";
import { configureHall, publishConfig, withdrawConfig } from "../config/decide.ts";
import { forgetDevice, isTheirDevice, reportDevice } from "../devices/decide.ts";
import { noteEngineer } from "../devices/engineer.ts";
import {
  addItem,
  cancelTicket,
  confirmPrint,
  placeTicket,
  requeue,
  resume,
  setClass,
  stepOut,
  transfer,
} from "../queue/line.ts";
import { reprintSlip, split, takeTicket } from "../queue/take.ts";
import {
  callNext,
  callTicket,
  finish,
  hold,
  markAbsent,
  recall,
  startServing,
  undo,
} from "../queue/visitor.ts";
import {
  closeWindow,
  moveClerk,
  openWindow,
  pauseWindow,
  setWindowItems,
  switchQueue,
} from "../queue/windows.ts";
import {
  acknowledgeEmergency,
  answerHelp,
  askHelp,
  callForHelp,
  closeEmergency,
  closeHelp,
  isTheirHelp,
} from "../service/help.ts";
import { endNotice, postNotice, readMessage, sendMessage } from "../service/notices.ts";
import { askRating, isTheirRating, rate, rectify, verifyRating } from "../service/rating.ts";
import type { HelpPlace, RatingChannel } from "../service/records.ts";
import { leaseNumbers, takeOffline } from "../offline/decide.ts";
import { mayExecute, type Principal } from "../roles.ts";
import type { QueueCommand } from "./commands.ts";
import { beginTraining, rollDay, voidOverdue } from "./day.ts";
import { type Decide, type Decision, type DecisionContext, refuse } from "./outcome.ts";
import type { HallState } from "./state.ts";

/** Every command by name, and the function that decides it. */
const deciders: { [T in QueueCommand["type"]]: Decide<T> } = {
  beginTraining,
  configureHall,
  publishConfig,
  withdrawConfig,
  rollDay,
  voidOverdue,
  openWindow,
  pauseWindow,
  closeWindow,
  moveClerk,
  setWindowItems,
  switchQueue,
  takeTicket,
  reprintSlip,
  leaseNumbers,
  takeOffline,
  split,
  confirmPrint,
  callNext,
  callTicket,
  recall,
  startServing,
  finish,
  markAbsent,
  hold,
  undo,
  requeue,
  place: placeTicket,
  stepOut,
  resume,
  transfer,
  addItem,
  setClass,
  cancelTicket,
  book,
  cancelBooking,
  reportDevice,
  forgetDevice,
  noteEngineer,
  askHelp,
  answerHelp,
  closeHelp,
  callForHelp,
  acknowledgeEmergency,
  closeEmergency,
  sendMessage,
  readMessage,
  postNotice,
  endNotice,
  askRating,
  rate,
  verifyRating,
  rectify,
};

/** Every rule of the hall: what a command does to a state, or why it is refused. Pure. */
export function decide(
  state: HallState,
  command: QueueCommand,
  principal: Principal,
  context: DecisionContext,
): Decision {
  if (!mayDecide(state, principal, command)) return refuse("notAllowed", { command: command.type });
  // Each decider takes the command of its own name; TypeScript can't see that the pair stays together.
  return (deciders[command.type] as Decide<QueueCommand["type"]>)(state, command, principal, context);
}

/** Whether this principal may ask for this at all: by its roles, and because it is theirs to ask for. */
export function mayDecide(state: HallState, principal: Principal, command: Claim): boolean {
  return mayExecute(principal, command.type) && isTheirs(state, principal, command);
}

/** What of a command decides whose it is: a command from a wire, too. */
type Claim =
  | {
      type: Exclude<QueueCommand["type"], "reportDevice" | "askHelp" | "closeHelp" | "rate">;
      ticket?: string;
    }
  | (QueueCommand & { type: "reportDevice" })
  | { type: "askHelp"; place: HelpPlace }
  | { type: "closeHelp"; help: string }
  | { type: "rate"; ticket: string; channel: RatingChannel };

/** A phone speaks for the one ticket whose slip it has read, a kiosk or screen for its own devices. */
function isTheirs(state: HallState, principal: Principal, command: Claim): boolean {
  switch (command.type) {
    case "reportDevice":
      return isTheirDevice(state, principal, command);
    case "askHelp":
    case "closeHelp":
      return isTheirHelp(state, principal, command);
    case "rate":
      return isTheirRating(principal, command);
    default:
      return principal.kind !== "phone" || ("ticket" in command && command.ticket === principal.id);
  }
}
