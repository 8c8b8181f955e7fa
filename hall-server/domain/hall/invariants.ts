import { deviceKey, placeExists } from "../devices/device.ts";
import { brokenService } from "../service/invariants.ts";
import { favours, isFavoured } from "./lines.ts";
import { type HallState, visitorAt } from "./state.ts";
import { byRank, isAtWindow } from "../queue/ticket.ts";

/**
 * What is wrong with a state, in words; empty for every state that commands can lead to. Checked by property tests,
 * by the torture and by a rebuild.
 */
export function findBrokenInvariants(state: HallState): string[] {
  return [
    ...brokenLines(state),
    ...brokenWindows(state),
    ...brokenSets(state),
    ...brokenLeases(state),
    ...brokenDevices(state),
    ...brokenService(state),
  ];
}

function brokenLeases(state: HallState): string[] {
  const today = [...state.leases.values()].filter(({ day }) => day === state.day);
  const blocks = today.flatMap((lease) => lease.blocks);
  const shared = blocks.filter((a, i) =>
    blocks.slice(i + 1).some((b) => a.queue === b.queue && a.from <= b.to && b.from <= a.to),
  );
  const twice = today.filter(({ used }) => new Set(used).size < used.length);
  return [
    ...shared.map(({ queue, from }) => `number ${from} of ${queue} is leased twice`),
    ...twice.map(({ id }) => `lease ${id} counts a number twice`),
  ];
}

function brokenLines(state: HallState): string[] {
  return state.config.queues.flatMap((config) => {
    const line = state.queues[config.id];
    if (!line) return [`queue ${config.id} has no line`];
    const broken: string[] = [];
    const here = [...state.tickets.values()].filter((ticket) => ticket.queue === config.id);
    const given = [...state.tickets.values()].filter(
      (ticket) => ticket.origin === config.id && !state.carried.includes(ticket.id),
    );
    const waiting = here.filter((ticket) => ticket.state === "waiting").sort(byRank);
    if (waiting.map(({ id }) => id).join() !== [...line.waiting].join())
      broken.push(`line ${config.id} is not its waiting tickets in order of rank`);
    if (line.reserved !== here.filter((ticket) => ticket.state === "reserved").length)
      broken.push(`line ${config.id} counts its reservations wrongly`);
    for (const favour of favours) {
      const favoured = waiting.filter((ticket) => isFavoured(ticket, favour));
      if (favoured.map(({ id }) => id).join() !== [...line.favoured[favour]].join())
        broken.push(`line ${config.id} is wrong about who may be called before their turn (${favour})`);
    }
    if (line.given !== given.length) broken.push(`line ${config.id} counts its numbers wrongly`);
    if (line.issued > config.to) broken.push(`line ${config.id} has left its range`);
    return broken;
  });
}

function brokenWindows(state: HallState): string[] {
  const broken: string[] = [];
  for (const [id, window] of Object.entries(state.windows)) {
    if (window.state === "closed" || window.ticket === null) continue;
    const visitor = visitorAt(state, id);
    if (!visitor) broken.push(`window ${id} has a visitor that is at no window`);
    else if (visitor.window !== id) broken.push(`window ${id} has the visitor of ${visitor.window}`);
  }
  for (const ticket of state.tickets.values()) {
    if (!isAtWindow(ticket)) continue;
    const window = state.windows[ticket.window];
    if (!window || window.state === "closed" || window.ticket !== ticket.id)
      broken.push(`${ticket.number} is at a window that does not know of it`);
  }
  const clerks = Object.values(state.windows).flatMap((window) =>
    window.state === "closed" ? [] : window.clerk,
  );
  if (new Set(clerks).size !== clerks.length) broken.push("a clerk is at two windows");
  return broken;
}

function brokenDevices({ devices, config }: HallState): string[] {
  return [...devices].flatMap(([key, device]) => [
    ...(deviceKey(device) === key ? [] : [`device ${key} stands under another's name`]),
    ...(placeExists(config, device.place) ? [] : [`device ${key} is at no place of this hall`]),
  ]);
}

function brokenSets(state: HallState): string[] {
  const ids = (wanted: string) =>
    [...state.tickets.values()]
      .filter((ticket) => ticket.state === wanted)
      .map(({ id }) => id)
      .sort()
      .join();
  const broken: string[] = [];
  if (ids("reserved") !== [...state.reserved].sort().join())
    broken.push("the reservations are not the reserved tickets");
  if (ids("held") !== [...state.held].sort().join()) broken.push("the held are not the held tickets");
  if (ids("absent") !== [...state.absent].sort().join()) broken.push("the missed are not the absent tickets");
  return broken;
}
