import { randomUUID } from "node:crypto";
import { PrintAnswer, type PrintAt, type SlipJob } from "../contract/wire.ts";
import type { Estimates } from "../domain/estimate/estimate.ts";
import { waitOf } from "../domain/estimate/wait-of.ts";
import { aheadOf, type HallState, waitingIn } from "../domain/hall/state.ts";
import { isOver } from "../domain/queue/ticket.ts";
import { kiosksInView } from "./views/devices.ts";

/** A slip takes seconds; a kiosk that has said nothing by then may yet have printed it. */
const answerWithinMs = 45_000;

/** The kiosk's end of its line. */
export interface KioskLine {
  once(event: "disconnect", listener: () => void): unknown;
  off(event: "disconnect", listener: () => void): unknown;
  timeout(ms: number): { emitWithAck(event: "printSlip", job: SlipJob): Promise<unknown> };
}

/** What a kiosk is to print of a number, or null: there is none that still counts. */
export function slipJob(
  state: HallState,
  { ticket: id, language }: PrintAt,
  { link, estimates }: { link: string | null; estimates: Estimates | null },
): SlipJob | null {
  const ticket = state.tickets.get(id);
  if (!ticket || isOver(ticket)) return null;
  const { number, queue, items, takenAt } = ticket;
  const isNew = ticket.state === "reserved";
  const place = waitingIn(state, queue).findIndex((each) => each.id === id);
  // A number whose slip is yet to come stands behind all who wait.
  const ahead = isNew ? aheadOf(state, queue) - 1 : place < 0 ? null : place;
  return {
    job: randomUUID(),
    number,
    queue,
    items: [...items],
    ahead,
    wait: waitOf(ticket, estimates),
    takenAt,
    link,
    reprint: !isNew,
    language,
  };
}

/** Has a kiosk print it. Nothing of it is in the log: like a browser's print, it changes nothing of the number. */
export async function printBy(
  state: HallState,
  kiosk: string,
  line: KioskLine | undefined,
  job: SlipJob,
): Promise<PrintAnswer> {
  const isThere = kiosksInView(state).some((each) => each.kiosk === kiosk && each.inService);
  if (!isThere || !line) return "away";
  let breaks = () => {};
  const broken = new Promise<never>((_, reject) => (breaks = () => reject(new Error("its line broke"))));
  line.once("disconnect", breaks);
  try {
    const answer = line.timeout(answerWithinMs).emitWithAck("printSlip", job);
    return PrintAnswer.parse(await Promise.race([answer, broken]));
  } catch {
    // Its line broke or it fell silent: whether paper came out, only somebody who looks can say.
    return "unknown";
  } finally {
    line.off("disconnect", breaks);
  }
}
