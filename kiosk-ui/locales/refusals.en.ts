import type { KioskRefusal, Sentence } from "./refusals.zh.ts";

/** Why the hall says no, and what to do then. */
export const refusalsEn: Record<KioskRefusal, Sentence> = {
  notAllowed: {
    what: "This kiosk can't give numbers yet",
    next: "Please go to the guide desk.",
  },
  unknownItem: {
    what: "This matter has just changed",
    next: "Go back and choose again, or ask at the guide desk.",
  },
  unknownTicket: {
    what: "This number was not found",
    next: "Take a new number, or ask at the guide desk.",
  },
  unknownCase: {
    what: "What is asked about this has just changed",
    next: "Please go back, take it off and choose it again.",
  },
  itemsNeedSeveralQueues: {
    what: "These matters belong to different queues",
    next: "Go back and choose matters of one queue, then take one more number.",
  },
  itemNotServed: {
    what: "No single window serves all of these",
    next: "Go back and take separate numbers, or ask at the guide desk.",
  },
  noOfflineNumbers: {
    what: "No offline numbers left in this queue",
    next: "Please go to the guide desk. Staff will take a number for you.",
  },
  queueFull: {
    what: "All numbers of this queue are gone today",
    next: "Please go to the guide desk. Staff will find a way.",
  },
  unknownBooking: {
    what: "This booking was not found",
    next: "Check the code, or take an ordinary number.",
  },
  queueClosed: {
    what: "This queue gives no numbers now",
    next: "Please ask at the guide desk, or book another day.",
  },
  cutOffPassed: {
    what: "This queue gives no numbers after {{cutOff}} today",
    next: "Book another day, or ask at the guide desk.",
  },
  hourFull: {
    what: "This hour’s numbers are all taken",
    next: "Come back after {{from}}, or book at the guide desk.",
  },
  hallClosed: {
    what: "The hall gives no numbers now",
    next: "Come after {{from}} on {{day}}, or book a time.",
  },
  personLimit: {
    what: "You have taken all {{limit}} numbers of this queue today",
    next: "For another one, go to the guide desk.",
  },
  againReasonNeeded: {
    what: "You have been here for this before",
    next: "Take your number at the guide desk: they will help.",
  },
  bookingTooEarly: {
    what: "You are early: check-in is not open yet",
    next: "Your booking is kept: check in after {{from}}. An ordinary number has no booked place.",
  },
  bookingTooLate: {
    what: "The booked time is over",
    next: "Take an ordinary number, or ask at the guide desk.",
  },
  bookingOtherDay: {
    what: "This booking is for {{day}}",
    next: "Check in on that day, or take an ordinary number today.",
  },
  bookingOtherHall: {
    what: "This booking is for {{hall}}",
    next: "Check in there, or take an ordinary number here.",
  },
  bookingCancelled: { what: "This booking was cancelled", next: "Take an ordinary number, or book again." },
  bookingUsed: {
    what: "This booking is checked in already: {{number}}",
    next: "Wait with that number. If the slip is lost, go to the guide desk. Something else takes an ordinary number.",
  },
  bookingNotTheirs: {
    what: "This booking is in another name",
    next: "Check the code, or ask at the guide desk.",
  },
  bookingOtherItems: {
    what: "This booking is for other matters",
    next: "Check in for those, and take another number for the rest.",
  },
  holdsNothing: {
    what: "You hold no number in this line any more",
    next: "Please go back and take one, or ask at the guide desk.",
  },
  numberMissed: {
    what: "Your number {{number}} was called and missed",
    next: "Please go to the guide desk. Staff put it back in line.",
  },
  slipPending: {
    what: "Your number {{number}} has no slip yet",
    next: "It is kept for you. Please print its slip here.",
  },
  alreadyHolding: {
    what: "You already have a number in this queue: {{number}}",
    next: "What you chose takes no second number: tell the clerk when it is called. If the slip is lost, ask at the guide desk.",
  },
  wrongState: { what: "This number has changed meanwhile", next: "Please ask at the guide desk." },
  malformed: {
    what: "No number could be taken",
    next: "Go back and try once more, or go to the guide desk.",
  },
  unknownCommand: { what: "No number could be taken", next: "Please go to the guide desk." },
  tooLarge: { what: "That is too much for one number", next: "Go back and choose fewer matters." },
  tooFast: { what: "Many people are taking numbers", next: "Wait a few seconds, then try again." },
  invalidCreditCode: {
    what: "The organisation's credit code did not pass the check",
    next: "Go to the start page and scan or type it again.",
  },
  invalidCard: {
    what: "The number of your card did not pass the check",
    next: "Place the card once more, or go to the guide desk.",
  },
  idReused: { what: "No number could be taken", next: "Go back and confirm once more." },
  notSignedIn: { what: "This kiosk is not registered yet", next: "Please go to the guide desk." },
  outcomeUnknown: {
    what: "It is not known yet whether you have a number",
    next: "Try again. You will not get two.",
  },
  shuttingDown: {
    what: "The hall's system is restarting",
    next: "Wait a little and try again, or go to the guide desk.",
  },
  internal: {
    what: "No number could be taken",
    next: "Try again, or go to the guide desk.",
  },
  unreachable: {
    what: "The hall's system can't be reached",
    next: "Try again, you will not get two numbers; or go to the guide desk.",
  },
};
