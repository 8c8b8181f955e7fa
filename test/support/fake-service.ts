import type { CounterView, GuideView, ManagerView } from "../../hall-server/contract/views.ts";

/** Nobody wants anything of anybody: what views say of messages, help and ratings on a quiet day. */

export const quietCounter: CounterView["service"] = { messages: [], emergency: null, rating: null };
export const quietDesk: GuideView["service"] = { help: [], emergencies: [] };

const byLevel = {
  verySatisfied: 0,
  satisfied: 0,
  basicallySatisfied: 0,
  dissatisfied: 0,
  veryDissatisfied: 0,
};
export const quietManager: ManagerView["service"] = {
  ...quietDesk,
  ratings: {
    rated: 0,
    byLevel,
    goodRate: null,
    additions: 0,
    unrated: 0,
    byWindow: [],
    byChannel: { pad: 0, tablet: 0, phone: 0, kiosk: 0 },
  },
  rectifications: [],
  messages: [],
  notices: [],
  staff: [],
};
