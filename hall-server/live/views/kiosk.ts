import type { LastQuestion, Question, Topic } from "../../domain/catalogue.ts";
import type { CatalogueView, KioskView } from "../../contract/views.ts";
import type { Estimates } from "../../domain/estimate/estimate.ts";
import { hallName, type HallState } from "../../domain/hall/state.ts";
import type { QueueId } from "../../domain/queue/ticket.ts";
import { kiosksInView } from "./devices.ts";
import { estimateOf, materialView, noNumbersOf, numbersLeft, openWindowsOf, queueCount } from "./parts.ts";
import { kioskHelp } from "./service.ts";

export function kioskView(state: HallState, estimates: Estimates | null, now: number): KioskView {
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
      noNumbers: noNumbersOf(state, queue, now),
      openWindows: openWindowsOf(state, queue),
    })),
    kiosks: kiosksInView(state),
    help: kioskHelp(state),
  };
}

export function catalogueView(state: HallState): CatalogueView {
  const { version, items, themes = [], lifeEvents = [] } = state.config.catalogue;
  const queueOf = (item: string): QueueId | null =>
    state.config.queues.find((queue) => queue.items.includes(item))?.id ?? null;
  return {
    version,
    themes: themes.map(topicView),
    lifeEvents: lifeEvents.map(topicView),
    items: items.map(({ id, name, words, question, highFrequency, forOrganisations, ...item }) => ({
      id,
      name,
      words: { zh: [...(words?.zh ?? [])], en: [...(words?.en ?? [])] },
      question: question ? questionView(question) : null,
      queue: queueOf(id),
      highFrequency,
      ...(forOrganisations && { forOrganisations }),
      promisedDays: item.promisedDays,
      fee: item.fee,
      materials: item.materials.map(materialView),
    })),
  };
}

const topicView = (topic: Topic): CatalogueView["themes"][number] => ({ ...topic, items: [...topic.items] });

type GuideItem = CatalogueView["items"][number];

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
