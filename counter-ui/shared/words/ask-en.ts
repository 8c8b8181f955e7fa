import type { askZh } from "./ask-zh.ts";

type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

/** What several staff pages ask, in English. */
export const askEn: Words<typeof askZh> = {
  ask: {
    findItem: "Type a name, everyday words or pinyin",
    findNumber: "Type a number",
    nothingFound: "Nothing found",
    firstOnly: "The first {{n}} of {{of}}. Type on to narrow them down.",
    toPriority: "Priority for {{number}}: why?",
    toOrdinary: "{{number}} back to ordinary: why?",
    why: "Reason",
    whyHint: "The reason is kept encrypted and shown on no screen.",
    isPriority: "Has priority now.",
    isOrdinary: "Is ordinary now.",
  },
  ticketClass: { ordinary: "ordinary", priority: "priority", booking: "booked", returned: "back" },
  holdKind: { papers: "Fetching papers", result: "Waiting for a result", steppedOut: "Stepped out" },
  holdHint: { papers: "comes back without queueing", result: "waits for us", steppedOut: "back in a moment" },
  chosenReason: {
    alreadyAtWindow: "Is at the window already",
    continuing: "Goes on from an earlier matter",
    supervisor: "The manager asked for it",
    urgent: "An emergency",
  },
  cancelReason: {
    citizenLeft: "Has left",
    citizenAsked: "Asked for it",
    mistake: "Taken by mistake",
    printFailed: "The slip did not come out",
  },
  whyClass: {
    elder: "Old age",
    soldier: "Soldier or veteran",
    disabled: "Disability",
    pregnant: "Pregnancy",
    wrong: "Set by mistake",
    asked: "Asked for it",
    other: "Other…",
  },
  bookingState: { booked: "booked", checkedIn: "checked in", cancelled: "cancelled", missed: "missed" },
  exempt: { dataShare: "shared data", onlineVerify: "verified online", previousStep: "from an earlier step" },
};
