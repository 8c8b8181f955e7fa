import { businessDayAt } from "../../hall-server/domain/calendar.ts";
import type { QueueEvent } from "../../hall-server/domain/hall/events.ts";
import type { VirtualWorld } from "./virtual-world.ts";

const timeZone = "Asia/Shanghai";
const dayAt = (at: number) => businessDayAt(at, timeZone);

type Registered = QueueEvent & { type: "ticketTaken" | "offlineNumberLate" } & { takenAt: number };

/** What is wrong, in words. */
export interface Verdict {
  duplicated: string[];
  lost: string[];
  rankErrors: string[];
}

/** What the slips in hands and the hall's log say against each other, once everything had time to be told. */
export function judge(world: VirtualWorld): Verdict {
  const registered = world.events.flatMap(({ event, at }) =>
    event.type === "ticketTaken" || event.type === "offlineNumberLate"
      ? [{ ...event, takenAt: event.takenAt ?? at }]
      : [],
  );
  return {
    duplicated: [...slipsTwice(world), ...numbersTwice(registered)],
    lost: [...unknownSlips(world, registered), ...unkept(world, registered), ...refusedNumbers(world)],
    rankErrors: rankErrors(world, registered),
  };
}

function slipsTwice({ slips }: VirtualWorld): string[] {
  const holders = new Map<string, string>();
  return slips.flatMap(({ number, ticket, at }) => {
    const key = `${dayAt(at)} ${number}`;
    const other = holders.get(key) ?? ticket;
    holders.set(key, ticket);
    return other === ticket ? [] : [`${key} is on the slips of ${other} and ${ticket}`];
  });
}

function numbersTwice(registered: readonly Registered[]): string[] {
  const seen = new Set<string>();
  return registered.flatMap(({ number, takenAt }) => {
    const key = `${dayAt(takenAt)} ${number}`;
    const isTwice = seen.has(key);
    seen.add(key);
    return isTwice ? [`the hall has ${key} twice`] : [];
  });
}

const knows = (registered: readonly Registered[], number: string, at: number) =>
  registered.find((each) => each.number === number && dayAt(each.takenAt) === dayAt(at));

function unknownSlips({ slips }: VirtualWorld, registered: readonly Registered[]): string[] {
  return slips.flatMap(({ number, at }) =>
    knows(registered, number, at) ? [] : [`the hall never heard of ${number}, whose slip came out`],
  );
}

/** Whoever was told that all is well must be callable, or have been. */
function unkept({ promised, hall }: VirtualWorld, registered: readonly Registered[]): string[] {
  return promised.flatMap(({ number, at }) => {
    const known = knows(registered, number, at);
    if (!known) return [`the hall never heard of ${number}, which was promised`];
    if (dayAt(at) !== hall.state.day) return [];
    const state = hall.state.tickets.get(known.ticket)?.state;
    return state === "reserved" || state === "void" || state === undefined
      ? [`${number} was promised and is ${state ?? "gone"}`]
      : [];
  });
}

const refusedNumbers = ({ disk }: VirtualWorld) =>
  disk
    .refused()
    .flatMap(({ message, code }) =>
      message.type === "takeOffline" ? [`${message.number} was refused: ${code}`] : [],
    );

/** Of the kiosk's own numbers: each at its true moment, and whatever its clock did, in their true order. */
function rankErrors({ slips, clockWasWrong }: VirtualWorld, registered: readonly Registered[]): string[] {
  const errors: string[] = [];
  let before = { number: "", takenAt: 0 };
  for (const { number, at } of slips.filter(({ offline }) => offline)) {
    const known = knows(registered, number, at);
    if (!known) continue;
    if (known.takenAt < before.takenAt)
      errors.push(`${number} was taken after ${before.number} and ranks before it`);
    if (!clockWasWrong && known.takenAt !== at)
      errors.push(`${number} ranks ${known.takenAt - at} ms beside its moment`);
    before = { number, takenAt: Math.max(before.takenAt, known.takenAt) };
  }
  return errors;
}
