import type { AccessTexts } from "./access.zh.ts";

export const accessEn: AccessTexts = {
  elder: { on: "Easy view", off: "Usual view" },
  offerElder: {
    words: "Would larger text, a voice and more time help?",
    take: "Use easy view",
    decline: "No, thanks",
  },
  access: {
    button: "Access",
    title: "What would make it easier?",
    contrast: "High contrast",
    voice: "Spoken steps",
    noVoice: "This kiosk has no voice",
    reach: "Where the buttons are",
    reaches: { whole: "Whole screen", low: "Lower", left: "Lower left", right: "Lower right" },
    on: "On",
    off: "Off",
    keypad: "Keypad: digits choose, # confirms, * goes back, 0 for help",
    close: "Done",
  },
  speech: {
    idle: "Hello. Place your ID card on the reader to take a number. Without a card, touch the button at the bottom of the screen.",
    idleWithoutReader: "Hello. Touch the button at the bottom of the screen to take a number.",
    cardLies: "Please take your card back.",
    reading: "Reading your card. Please leave it there.",
    choose:
      "Touch what you have come for, then touch Next. If you do not see it, search, or touch Staff help.",
    chosen: "{{count}} chosen. When you are ready, touch Next.",
    typed: "When it is complete, touch OK.",
    checkIn: "Your booking of today was found. Please check, then touch Check in.",
    confirm: "Please check, then touch Take a number. What you need to have with you is on the screen.",
    issuing: "Taking a number. One moment, please.",
    printing: "Your number is {{number}}. Your slip is being printed. Please wait at the slot.",
    handed: "Your number is {{number}}. Do you have your slip? Please answer on the screen.",
    printTrouble: "The slip was not printed. Your number {{number}} still counts. Please choose what to do.",
    done: "Here you are. Your number is {{number}}. Please take your slip and wait until it is called.",
    donePaperless: "Please remember your number: {{number}}. Wait until it is called.",
    ahead: "{{count}} people are ahead of you.",
    away: "Are you still there? Touch Continue, or the screen goes back to its start.",
  },
};
