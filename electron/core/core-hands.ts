/** What the session decides, done: numbers asked for, slips printed, the hall told. Each answers by an input. */
import type { Logger } from "pino";
import type { Devices } from "./devices.ts";
import type { PrintFailures } from "./engineer/print-failures.ts";
import type { HallLink } from "./hall-link.ts";
import type { OfflineDesk } from "./offline/desk.ts";
import type { Hands, SessionLoop } from "./session-loop.ts";
import type { Effect, SessionState } from "./session/session-state.ts";
import { layoutGuide } from "./guide-layout.ts";
import { chinaTime, materialsOf } from "./session/offer.ts";
import { layoutSlip } from "./slip-layout.ts";
import { givenNumber, matterOf } from "./view.ts";

/** What the hands reach for, once all of it is there. */
export interface Reach {
  devices: Devices;
  hall: HallLink;
  desk: OfflineDesk;
  loop: SessionLoop;
  failures: PrintFailures;
}

export function coreHands(reach: () => Reach, log: Logger): Hands {
  return {
    takeTicket: (effect) => {
      const { desk, hall } = reach();
      void desk.take(effect, () => hall.takeTicket(effect));
    },
    reprintSlip: (effect) => {
      const { hall, loop } = reach();
      void hall.reprintSlip(effect).then((answer) => loop.feed({ kind: "taken", id: effect.id, answer }));
    },
    print: (effect, state) => {
      const { desk } = reach();
      if (!effect.given.held) desk.printing(effect.given.ticket);
      void printSlip(reach(), effect, state);
    },
    printGuide: (effect, state) => void printGuide(reach(), effect, state),
    report: (report) => {
      log.info({ report: report.kind, ticket: report.ticket }, "telling the hall");
      reach().desk.report(report);
    },
    findBookings: ({ id, of }) => {
      const { hall, loop } = reach();
      void hall.findBookings(of).then((answer) => loop.feed({ kind: "bookingsFound", id, answer }));
    },
    askHelp: ({ id }) => void callStaff(reach(), id, log),
  };
}

async function callStaff({ hall, loop }: Reach, id: string, log: Logger) {
  const answer = await hall.askHelp(id);
  log.info({ answer: answer.ok ? "asked" : answer.refusal.code }, "calling staff");
  loop.feed({ kind: "helpAnswer", id, answer });
}

async function printSlip(
  { devices, loop, desk, failures }: Reach,
  { jobId, given, language, reprint }: Effect & { kind: "print" },
  state: SessionState,
) {
  const { offer } = state.surroundings;
  const slip = layoutSlip({
    jobId,
    hall: offer?.hall ?? { zh: "", en: "" },
    prints: offer?.slip ?? { matters: true, ahead: true, wait: true, notice: null },
    given: givenNumber(state, given),
    takenAt: given.takenAt,
    link: given.link,
    timeZone: offer?.timeZone ?? chinaTime,
    language,
    reprint,
  });
  // A slip that can't be laid out is our mistake, and for the citizen a slip that did not come.
  const result = await devices.print(slip).catch(() => ({ outcome: "failed", cause: "error" }) as const);
  failures.note(result, { at: desk.now(), reprint });
  loop.feed({ kind: "printResult", jobId, result });
}

async function printGuide(
  { devices, loop, desk, failures }: Reach,
  { jobId, items, cases, language }: Effect & { kind: "printGuide" },
  { surroundings: { offer } }: SessionState,
) {
  const print = async () => {
    if (!offer) throw new Error("no guide is there");
    const matters = items.map((item) => ({
      ...matterOf(offer, item, cases),
      materials: materialsOf(offer, [item], cases),
    }));
    const { hall, version, timeZone } = offer;
    return devices.print(
      layoutGuide({ jobId, hall, version, timeZone, matters, language, printedAt: desk.now() }),
    );
  };
  const result = await print().catch(() => ({ outcome: "failed", cause: "error" }) as const);
  failures.note(result, { at: desk.now(), reprint: false });
  loop.feed({ kind: "guideResult", jobId, result });
}
