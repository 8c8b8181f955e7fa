import type { LastQuestion, Material, Question, Topic } from "../domain/catalogue.ts";
import type { CatalogueView, KioskView, ManagerView } from "../contract/views.ts";
import { type Bilingual, type QueueConfig, usualWaitAlerts } from "../domain/hall/config.ts";
import type { Estimates } from "../domain/estimate/estimate.ts";
import {
  hallName,
  aheadOf,
  type HallState,
  queueConfig,
  visitorAt,
  waitingIn,
  type Window,
} from "../domain/hall/state.ts";
import { strandedTickets } from "../domain/queue/calling.ts";
import type { QueueId, Ticket, WindowId } from "../domain/queue/ticket.ts";
import { deviceOf, devicesInView, kiosksInView, machineName } from "./device-views.ts";
import type { Recent } from "./recent.ts";
import { kioskHelp, managerService } from "./service/views.ts";

/** Every view is a pure function of the state and of what the log said last. No view holds a person. */

export const unnamed: Bilingual = { zh: "", en: "" };
/** A window's state, and until when its pause is meant to last. */
export function standing(state: HallState, id: WindowId) {
  const place = windowAt(state, id);
  return { state: place.state, until: place.state === "paused" ? place.until : null };
}

/** Of a number taken now. */
export function estimateOf(state: HallState, queue: QueueId, estimates: Estimates | null) {
  const range = estimates?.queues[queue];
  return range ? { ...range, ahead: aheadOf(state, queue) } : null;
}

export function kioskView(state: HallState, estimates: Estimates | null): KioskView {
  return {
    hall: hallName(state),
    slip: state.config.slip,
    day: state.day ?? "",
    timeZone: state.config.hall.timeZone,
    catalogueVersion: state.config.catalogue.version,
    queues: state.config.queues.map((queue) => ({
      ...queueCount(state, queue.id),
      estimate: estimateOf(state, queue.id, estimates),
      items: [...queue.items],
      full: numbersLeft(state, queue.id) === 0,
      closed: state.queues[queue.id]?.closed ?? false,
      openWindows: openWindowsOf(state, queue),
    })),
    kiosks: kiosksInView(state),
    help: kioskHelp(state),
  };
}

/** How many windows are open now that serve an item of a queue. */
export const openWindowsOf = (state: HallState, queue: QueueConfig): number =>
  state.config.windows.filter(
    ({ id, items }) =>
      windowAt(state, id).state === "open" && queue.items.some((item) => items.includes(item)),
  ).length;

export function catalogueView(state: HallState): CatalogueView {
  const { version, items, themes = [], lifeEvents = [] } = state.config.catalogue;
  const queueOf = (item: string): QueueId | null =>
    state.config.queues.find((queue) => queue.items.includes(item))?.id ?? null;
  return {
    version,
    themes: themes.map(topicView),
    lifeEvents: lifeEvents.map(topicView),
    items: items.map(({ id, name, words, question, highFrequency, promisedDays, fee, materials }) => ({
      id,
      name,
      words: { zh: [...(words?.zh ?? [])], en: [...(words?.en ?? [])] },
      question: question ? questionView(question) : null,
      queue: queueOf(id),
      highFrequency,
      promisedDays,
      fee,
      materials: materials.map(materialView),
    })),
  };
}

const topicView = (topic: Topic): CatalogueView["themes"][number] => ({ ...topic, items: [...topic.items] });

type GuideItem = CatalogueView["items"][number];

/** Without its code, which is the office's own. */
const materialView = ({
  name,
  exempt,
  exemptSource,
  required,
}: Material): GuideItem["materials"][number] => ({ name, exempt, exemptSource, required });

function questionView({ asks, answers }: Question): NonNullable<GuideItem["question"]> {
  return {
    asks,
    answers: answers.map((answer) =>
      answer.leads === "question"
        ? {
            ...answer,
            question: { asks: answer.question.asks, answers: answer.question.answers.map(outcomeView) },
          }
        : outcomeView(answer),
    ),
  };
}

const outcomeView = (answer: LastQuestion["answers"][number]) =>
  answer.leads === "matters"
    ? { ...answer, items: [...answer.items] }
    : { ...answer, materials: answer.materials.map(materialView) };

export function managerView(
  state: HallState,
  { recent, estimates, now }: { recent: Recent; estimates: Estimates | null; now: number },
): ManagerView {
  const oldest = state.config.queues.flatMap(({ id }) => waitingSince(state, id)[0] ?? []);
  return {
    hall: hallName(state),
    day: state.day ?? "",
    timeZone: state.config.hall.timeZone,
    waiting: state.config.queues.reduce((sum, { id }) => sum + (state.queues[id]?.waiting.size ?? 0), 0),
    longestWaitSince: oldest.length > 0 ? Math.min(...oldest) : null,
    alerts: state.config.rules.waitAlerts ?? usualWaitAlerts,
    takenToday: state.taken,
    finishedToday: Object.values(state.finished).reduce((sum, count) => sum + count, 0),
    missedToday: state.absent.size,
    heldNow: state.held.size,
    stranded: strandedTickets(state).map(({ id, number, queue }) => ({ ticket: id, number, queue })),
    absent: missedTickets(state).map(({ id, number, queue, since, missed }) => ({
      ticket: id,
      number,
      queue,
      since,
      missed,
    })),
    queues: state.config.queues.map(({ id }) => ({
      ...queueCount(state, id),
      estimate: estimateOf(state, id, estimates),
      oldest: waitingSince(state, id)[0] ?? null,
      since: waitingSince(state, id),
      given: state.queues[id]?.given ?? 0,
      left: numbersLeft(state, id),
      closed: state.queues[id]?.closed ?? false,
      byClass: countByClass(waitingIn(state, id)),
    })),
    windows: state.config.windows.map(({ id, name, zone, items }) => {
      const place = windowAt(state, id);
      const clerk = place.state === "closed" ? null : place.clerk;
      return {
        window: id,
        name,
        zone,
        ...standing(state, id),
        items: [...items],
        clerk,
        pauseReason: place.state === "paused" ? place.reason : null,
        clerkName: state.config.staff.find((member) => member.id === clerk)?.name ?? null,
        since: place.state === "closed" ? null : place.since,
        number: visitorAt(state, id)?.number ?? null,
        finishedToday: state.finished[id] ?? 0,
      };
    }),
    devices: devicesInView(state),
    events: recent.events.map(({ seq, at, principal, event }) => ({
      seq,
      at,
      type: event.type,
      principal,
      byName: machineName(state, principal),
      number: "ticket" in event ? (state.tickets.get(event.ticket)?.number ?? null) : null,
      window: "window" in event ? event.window : null,
      device: deviceOf(state, event),
    })),
    service: managerService(state, now),
  };
}

export function queueCount(state: HallState, queue: QueueId) {
  const config = queueConfig(state, queue);
  return {
    queue,
    name: config?.name ?? unnamed,
    prefix: config?.prefix ?? "",
    waiting: state.queues[queue]?.waiting.size ?? 0,
  };
}

/** How many numbers a queue can still give today. */
export function numbersLeft(state: HallState, queue: QueueId): number {
  const config = queueConfig(state, queue);
  const line = state.queues[queue];
  if (!config || !line) return 0;
  const inRange = config.to - Math.max(line.issued, config.from - 1);
  return Math.max(0, Math.min(inRange, (config.capacity ?? Infinity) - line.given));
}

/** Since when each of a queue's waiting has waited, without what they were held for their own sake. */
function waitingSince(state: HallState, queue: QueueId): number[] {
  return waitingIn(state, queue)
    .map(({ takenAt, stopped }) => takenAt + stopped)
    .sort((a, b) => a - b);
}

export const windowAt = (state: HallState, id: WindowId): Window => state.windows[id] ?? { state: "closed" };

export function itemName(state: HallState, id: string): Bilingual {
  return state.config.catalogue.items.find((item) => item.id === id)?.name ?? { zh: id, en: id };
}

export function missedTickets(state: HallState): Ticket[] {
  return [...state.absent].flatMap((id) => state.tickets.get(id) ?? []);
}

function countByClass(tickets: readonly Ticket[]): Record<Ticket["class"], number> {
  const counts = { ordinary: 0, priority: 0, booking: 0, returned: 0 };
  for (const ticket of tickets) counts[ticket.class] += 1;
  return counts;
}
