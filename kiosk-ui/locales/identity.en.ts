import type { identityZh } from "./identity.zh.ts";

/** How somebody says who they are, and what they booked, in English. */
export const identityEn: typeof identityZh = {
  identify: {
    booking: "I have a booking",
    bookingHint: "By its code",
    organisation: "For an organisation",
    organisationHint: "By its credit code",
    phone: "Phone number",
    phoneHint: "By your number",
    withoutCard: "No card or papers",
    withoutCardHint: "Take a number now",
    noReader: "Take a number",
    noReaderHint: "Without a card",
    ways: "Without an ID card",
  },
  typing: {
    booking: {
      title: "Scan your booking code, or type it",
      titleTyped: "Type your booking code",
      lead: "Or place your ID card, and your booking is found",
      label: "Booking code",
      placeholder: "Type the booking code",
    },
    organisation: {
      title: "Scan the business licence, or type its code",
      titleTyped: "Type the organisation's code",
      lead: "Unified social credit code, 18 characters",
      label: "Unified social credit code",
      placeholder: "Type the 18 characters",
    },
    phone: {
      title: "Type your mobile number",
      titleTyped: "Type your mobile number",
      lead: "For this number only: not on the slip, not on any screen",
      label: "Mobile number",
      placeholder: "Type the 11 digits",
    },
    bookingsAway: {
      booking: "No bookings here now. The guide desk keeps your place",
      phone: "No bookings here now. The guide desk keeps your place. Here: ordinary numbers",
    },
    noCards: "Cards can't be read now. No code? Use your phone number from the start page",
    cardRead: "Your card was read. Please go on typing",
    enter: "OK",
    back: "Start page",
  },
  typingProblems: {
    booking: {
      format: "A booking code has 4 to 64 characters. Please check it",
      checkDigit: "This booking code is not right. Please check it",
      notACode: "That code can't be used here. Scan a booking code, or type it",
    },
    organisation: {
      format: "The code has 18 characters, and never I, O, S, V or Z. Please check it",
      checkDigit: "One of the characters is wrong. Please compare it with the licence",
      notACode: "No credit code could be read. Please type it",
    },
    phone: {
      format: "A mainland mobile number is 11 digits beginning 13 to 19. Please check it",
      checkDigit: "This number is not right. Please check it",
      notACode: "No phone number could be read. Please type it",
    },
  },
  otherCard: {
    representative: {
      what: "Place the representative's ID card",
      next: "The organisation's code is right: {{code}}",
      skip: "No card with me",
      instead: "No card is needed: touch “No card with me” to go on, and show the card to the clerk",
    },
    principal: {
      what: "Place the card of the person you are helping",
      next: "Your own card was read: {{name}}",
      skip: "Just for myself",
      instead: {
        callable:
          "To act for someone else touch “Staff help” or ask the guide desk; or take a number for yourself",
        called:
          "To act for someone else wait for the staff or ask the guide desk; or take a number for yourself",
      },
    },
    takeFirst: "First take the card that lies there, then place the next one",
    sameCard: "That is the same card again. Please place the other person's card",
    reading: "Reading. Please leave it in place",
    noReader: "Cards can't be read right now",
  },
  visitor: {
    agent: "{{name}} for {{principal}}",
    organisation: "Organisation {{code}}, by {{name}}",
    organisationAlone: "Organisation {{code}}, no card",
    booking: "Booking {{code}}",
    phone: "Phone {{phone}}",
    withoutCard: "No card: staff will assist you",
    forAnother: "For someone else",
    staffAssist: {
      callable: "No card was placed: tell the clerk, who will assist you, or touch “Staff help”",
      called: "No card was placed: tell the clerk, who will assist you",
    },
  },
  booking: {
    lookingUp: "Looking for your booking",
    lookingUpLead: "One moment",
    title: "Your booking for today",
    time: "Booked time",
    matters: "Booked for",
    checkIn: "Check in",
    checkInWithoutSlip: "Check in, no slip",
    untold: "By phone number, what it is for is not shown.",
    ordinary: "Ordinary number",
    known: "OK",
    retype: "Type again",
    leave: "Start page",
    slot: "{{from}}–{{to}}",
  },
  bookingProblems: {
    noneByCard: {
      what: "No booking for today was found with this card",
      next: "Type its code, look by phone number, or take an ordinary number.",
    },
    needsHall: {
      what: "You can't check in right now",
      next: "Check-in needs the hall's system, and the network is down. Take an ordinary number, or check in at the guide desk.",
    },
  },
};
