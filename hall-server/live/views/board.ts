import type { BoardView, ScreensView } from "../../contract/views.ts";
import type { Estimates } from "../../domain/estimate/estimate.ts";
import type { HallConfig, WindowConfig } from "../../domain/hall/config.ts";
import { hallName, type HallState, visitorAt, windowConfig } from "../../domain/hall/state.ts";
import type { Recent } from "./recent.ts";
import { noticesInView } from "./service.ts";
import { estimateOf, missedTickets, noNumbersOf, queueCount, standing, unnamed } from "./parts.ts";

const callsShown = 8;

/** Of the whole hall, or of one zone: its calls, its windows, the lines that they serve. */
export function boardView(
  state: HallState,
  recent: Recent,
  estimates: Estimates | null,
  now: number,
  zone?: string,
): BoardView {
  const { hall, queues } = state.config;
  const isHere = (window: WindowConfig | undefined) => zone === undefined || window?.zone === zone;
  const windows = state.config.windows.filter(isHere);
  const served = queues.filter((queue) => windows.some((window) => serves(window, queue)));
  return {
    hall: hallName(state),
    timeZone: hall.timeZone,
    calls: callsOf(state, recent, isHere),
    missed: missedTickets(state)
      .filter((ticket) => ticket.state === "absent" && isHere(windowConfig(state, ticket.window)))
      .map(({ number }) => number),
    queues: (zone === undefined ? queues : served).map((queue) => ({
      ...queueCount(state, queue.id),
      estimate: estimateOf(state, queue.id, estimates),
      noNumbers: noNumbersOf(state, queue, now),
    })),
    windows: windows.map((window) => ({
      window: window.id,
      name: window.name,
      zone: window.zone,
      ...standing(state, window.id),
      number: visitorAt(state, window.id)?.number ?? null,
      queues: queues.filter((queue) => serves(window, queue)).map(({ id }) => id),
    })),
    notices: noticesInView(state, now).filter(({ zones }) => isFor(zones, zone)),
  };
}

/** A notice of no zone is for all of them; a wall of the whole hall shows every one. */
const isFor = (zones: readonly string[], zone: string | undefined): boolean =>
  zone === undefined || zones.length === 0 || zones.includes(zone);

function callsOf(
  state: HallState,
  recent: Recent,
  isHere: (window: WindowConfig | undefined) => boolean,
): BoardView["calls"] {
  const calls: BoardView["calls"] = [];
  for (const { ticket: id, ...call } of recent.calls) {
    const ticket = state.tickets.get(id);
    const window = windowConfig(state, call.window);
    if (!ticket || !isHere(window)) continue;
    calls.push({
      ...call,
      number: ticket.number,
      windowName: window?.name ?? unnamed,
      zone: window?.zone ?? null,
      atWindow: ticket.state === "called" || ticket.state === "serving",
    });
    if (calls.length === callsShown) break;
  }
  return calls;
}

const serves = ({ items }: WindowConfig, queue: HallConfig["queues"][number]): boolean =>
  queue.items.some((item) => items.includes(item));

/** More than a wall goes through in an hour. */
const guidesShown = 24;

/** What changes with the configuration alone. */
export function screensView({ hall, zones, windows, screens, queues, catalogue }: HallConfig): ScreensView {
  const guides = catalogue.items.flatMap(({ id, name, highFrequency, materials }) => {
    const queue = queues.find(({ items }) => items.includes(id))?.id;
    if (!highFrequency || queue === undefined) return [];
    const bring = materials.filter(({ exempt, required }) => required && exempt === "none");
    return [{ item: id, name, queue, bring: bring.map((material) => material.name) }];
  });
  return {
    hall: hall.name,
    timeZone: hall.timeZone,
    zones: zones.map(({ id, name }) => ({ zone: id, name })),
    windows: windows.map(({ id, name, zone }) => ({ window: id, name, zone })),
    screens: screens.map(({ voice, ...screen }) => ({
      ...screen,
      ...(voice ? { voice: { ...voice, languages: [...voice.languages] } } : {}),
    })),
    guides: guides.slice(0, guidesShown),
  };
}
