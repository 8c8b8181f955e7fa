import {
  CheckEngineer,
  type CheckEngineerAck,
  Follow,
  type FollowAck,
  type PrintAck,
  PrintAt,
  Sit,
  type SitAck,
  type Spoken,
} from "../../contract/wire.ts";
import { windowConfig } from "../../domain/hall/state.ts";
import { hasRole, principalName } from "../../domain/roles.ts";
import { printBy, slipJob } from "../slip-printing.ts";
import type { Speakers } from "../speakers.ts";
import { type HallSocket, refusal, type Serving, type SocketData } from "./serving.ts";

/** What a connection asks for beside commands: a seat, a zone's calls, a slip at a kiosk, an engineer's PIN. */

export async function printAt(socket: HallSocket, raw: unknown, serving: Serving): Promise<PrintAck> {
  const { principal, bucket } = socket.data;
  try {
    if (!bucket.take()) return refusal("tooFast");
    const parsed = PrintAt.safeParse(raw);
    if (!parsed.success) return refusal("malformed", { at: "printAt" });
    if (!hasRole(principal, "guide") && !hasRole(principal, "manager"))
      return refusal("notAllowed", { command: "printAt" });
    const { ticket, kiosk } = parsed.data;
    const { state } = serving.hall;
    const job = slipJob(state, parsed.data, {
      link: serving.slipLink(ticket),
      estimates: serving.estimates.current,
    });
    if (!job) return refusal("unknownTicket");
    // The newest: the line of before may not have been given up yet.
    const line = [...socket.nsp.sockets.values()].findLast(
      ({ data }) => data.principal.kind === "kiosk" && data.principal.id === kiosk,
    );
    return { ok: true, answer: await printBy(state, kiosk, line, job) };
  } catch (error) {
    serving.onFault("a slip at a kiosk", error);
    return refusal("internal");
  }
}

/** Only a kiosk asks, and only for itself: its key stands for where the PIN was typed. */
export async function checkEngineer(
  raw: unknown,
  { principal, bucket }: SocketData,
  { authority, onFault }: Serving,
): Promise<CheckEngineerAck> {
  if (!bucket.take()) return refusal("tooFast");
  const parsed = CheckEngineer.safeParse(raw);
  if (!parsed.success) return refusal("malformed", { at: "checkEngineer" });
  if (principal.kind !== "kiosk") return refusal("notAllowed", { command: "checkEngineer" });
  try {
    return await authority.checkEngineer(parsed.data, principal.id);
  } catch (error) {
    onFault("checking an engineer", error);
    return refusal("internal");
  }
}

/** A loudspeaker asks for its zone's calls, and keeps its lease by asking again. */
export function follow(socket: HallSocket, raw: unknown, { speakers, publisher, hall }: Serving): FollowAck {
  if (!socket.data.bucket.take()) return refusal("tooFast");
  const parsed = Follow.safeParse(raw);
  if (!parsed.success) return refusal("malformed", { at: "follow" });
  const { after, zone, said: begun } = parsed.data;
  if (zone !== null && !hall.state.config.zones.some(({ id }) => id === zone)) return refusal("unknownView");
  // The lease is a matter of who can be heard now, so it goes by this machine's own clock.
  // Of what was called before it came, a speaker that is new has nothing to say.
  const asking = { ...parsed.data, said: begun || hall.seq };
  const { held, said } = speakers.ask(socket, asking, performance.now());
  const owed = speakers.owedTo(socket);
  // What another speaker of the zone has said before is not said again; what only one heard that is gone, is.
  const from = Math.max(after, said);
  const isOwed = (spoken: Spoken) =>
    zonesOf(spoken).some((each) => spoken.seq > (owed.get(each) ?? Infinity));
  const calls = held ? publisher.announcementsAfter(Math.min(from, ...owed.values())) : [];
  const announcements = calls.filter(
    (spoken) => (spoken.seq > from || isOwed(spoken)) && speakersOf(speakers, spoken).includes(socket),
  );
  return { ok: true, seq: hall.seq, held, announcements };
}

const zonesOf = (spoken: Spoken): readonly string[] =>
  "notice" in spoken ? spoken.zones : spoken.zone === null ? [] : [spoken.zone];

/** Who says it: the zone's speaker, each of a notice's zones', or all of them. */
export function speakersOf(speakers: Speakers<HallSocket>, spoken: Spoken): HallSocket[] {
  if (!("notice" in spoken)) return speakers.of(spoken.zone);
  const zones = spoken.zones.length > 0 ? spoken.zones : [null];
  return [...new Set(zones.flatMap((zone) => speakers.of(zone)))];
}

/** A clerk works at one screen at a time: the one before is told, and its page lets go. */
export function sit(socket: HallSocket, raw: unknown, { seats, hall }: Serving): SitAck {
  const { principal, bucket } = socket.data;
  if (!bucket.take()) return refusal("tooFast");
  const parsed = Sit.safeParse(raw);
  if (!parsed.success) return refusal("malformed", { at: "sit" });
  if (!hasRole(principal, "clerk")) return refusal("notAllowed", { command: "sit" });
  const { window, screen, takeOver } = parsed.data;
  if (!windowConfig(hall.state, window)) return refusal("unknownWindow", { window });
  const seat = seats.sit(principalName(principal), { holder: socket, window, screen }, takeOver);
  if (!seat.ok) return refusal("seatTaken", { window: seat.window });
  seat.left?.emit("unseated", { window });
  return { ok: true };
}
