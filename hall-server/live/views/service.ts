import type {
  BoardView,
  CounterView,
  GuideView,
  KioskView,
  ManagerView,
  Views,
} from "../../contract/views.ts";
import type { Bilingual } from "../../domain/hall/config.ts";
import { type HallState, isStaffed, visitorAt, windowAt, windowConfig } from "../../domain/hall/state.ts";
import { postedAt } from "../../domain/service/notices.ts";
import { isRated } from "../../domain/service/rated.ts";
import { nextRating, stageOf } from "../../domain/service/rating.ts";
import {
  type Emergency,
  type HelpPlace,
  type HelpRequest,
  type Invitation,
  isBad,
  type Notice,
  openEmergency,
  type Rating,
  ratingChannels,
  ratingLevels,
  type Rectification,
} from "../../domain/service/records.ts";
import { serviceRules } from "../../domain/service/rules.ts";
import type { Instant, StaffId, WindowId } from "../../domain/queue/ticket.ts";

/** What people tell each other, as each of them sees it. What private notes say is in no view. */

const staffName = ({ config }: HallState, id: StaffId): Bilingual =>
  config.staff.find((member) => member.id === id)?.name ?? { zh: id, en: id };

const windowName = (state: HallState, id: WindowId): Bilingual =>
  windowConfig(state, id)?.name ?? { zh: id, en: id };

export function noticesInView(state: HallState, now: Instant): BoardView["notices"] {
  return postedAt(state, now)
    .sort((a, b) => Number(b.urgent) - Number(a.urgent) || a.from - b.from)
    .map(noticeInView);
}

const noticeInView = ({ id, text, zones, from, until, urgent }: Notice) => ({
  notice: id,
  text,
  zones: [...zones],
  from,
  until,
  urgent,
});

export function kioskHelp({ service }: HallState): KioskView["help"] {
  return [...service.help.values()].flatMap(({ id, place, state, since }) =>
    place.at === "kiosk" && state !== "closed" ? [{ kiosk: place.id, help: id, state, since }] : [],
  );
}

export function counterService(state: HallState, window: WindowId): CounterView["service"] {
  const place = windowAt(state, window);
  const clerk = isStaffed(place) ? place.clerk : null;
  const emergency = openEmergency(state.service, window);
  return {
    messages: [...state.service.message.values()]
      .filter(({ to }) => to === null || to.includes(window))
      .sort((a, b) => b.at - a.at)
      .map(({ id, at, by, read }) => ({
        message: id,
        at,
        by: staffName(state, by),
        read: read.some((each) => each.window === window && each.clerk === clerk),
      })),
    emergency:
      emergency && emergency.state !== "closed" ? { state: emergency.state, since: emergency.since } : null,
    rating: ratingAt(state, window),
  };
}

function ratingAt(state: HallState, window: WindowId): CounterView["service"]["rating"] {
  const invitation = state.service.invitation.get(window);
  const ticket = visitorAt(state, window) ?? (invitation && state.tickets.get(invitation.ticket));
  if (!ticket) return null;
  const isAsked = invitation?.ticket === ticket.id;
  const rated = isRated(state, ticket.id) ? "rated" : "notAsked";
  return { ticket: ticket.id, number: ticket.number, state: isAsked ? "asked" : rated };
}

export function guideService(state: HallState): GuideView["service"] {
  const { help, emergency } = state.service;
  return {
    help: [...help.values()].sort((a, b) => a.since - b.since).flatMap((each) => helpInView(state, each)),
    emergencies: [...emergency.values()]
      .sort((a, b) => a.since - b.since)
      .flatMap((each) => emergencyInView(state, each)),
  };
}

function helpInView(state: HallState, help: HelpRequest): GuideView["service"]["help"] {
  if (help.state === "closed") return [];
  const { id, place, topic, since } = help;
  return [
    {
      help: id,
      at: place.at,
      place: place.at === "hall" ? "" : place.id,
      name: nameOf(state, place),
      topic,
      since,
      state: help.state,
      by: help.by === null ? null : staffName(state, help.by),
    },
  ];
}

function nameOf({ config, tickets }: HallState, place: HelpPlace): Bilingual {
  const nameIn = (things: readonly { id: string; name: Bilingual }[]) =>
    things.find(({ id }) => place.at !== "hall" && id === place.id)?.name ?? { zh: "", en: "" };
  switch (place.at) {
    case "kiosk":
      return nameIn(config.kiosks);
    case "window":
      return nameIn(config.windows);
    case "zone":
      return nameIn(config.zones);
    case "ticket": {
      const number = tickets.get(place.id)?.number ?? "";
      return { zh: number, en: number };
    }
    case "hall":
      return config.hall.name;
  }
}

function emergencyInView(state: HallState, emergency: Emergency): GuideView["service"]["emergencies"] {
  if (emergency.state === "closed") return [];
  const { id, window, clerk, since, by } = emergency;
  return [
    {
      emergency: id,
      window,
      windowName: windowName(state, window),
      clerk: staffName(state, clerk),
      since,
      state: emergency.state,
      by: by === null ? null : staffName(state, by),
    },
  ];
}

export function managerService(state: HallState, now: Instant): ManagerView["service"] {
  const { message } = state.service;
  return {
    ...guideService(state),
    ratings: ratingsOf(state),
    rectifications: [...state.service.rectification.values()]
      .map((each) => rectificationInView(state, each))
      .sort(byUrgency),
    messages: [...message.values()]
      .sort((a, b) => b.at - a.at)
      .map(({ id, at, to, read }) => ({
        message: id,
        at,
        to: to && [...to],
        read: read.map((each) => ({ ...each, clerk: staffName(state, each.clerk) })),
      })),
    notices: postedAt(state, now)
      .sort((a, b) => a.from - b.from)
      .map((notice) => ({ ...noticeInView(notice), spoken: notice.spoken })),
    staff: state.config.staff.map(({ id, name }) => ({ staff: id, name })),
  };
}

function ratingsOf(state: HallState): ManagerView["service"]["ratings"] {
  const all = [...state.service.rating.values()];
  const first = all.filter(({ nth }) => nth === 1);
  const served = Object.values(state.finished).reduce((sum, count) => sum + count, 0);
  const ratedTickets = new Set(first.map(({ ticket }) => ticket));
  const finishedAndRated = [...ratedTickets].filter(
    (id) => state.tickets.get(id)?.state === "finished",
  ).length;
  return {
    ...countOf(first),
    additions: all.length - first.length,
    unrated: served - finishedAndRated,
    byWindow: state.config.windows.map(({ id }) => ({
      window: id,
      ...countOf(first.filter(({ window }) => window === id)),
    })),
    byChannel: countBy(ratingChannels, first, ({ channel }) => channel),
  };
}

function countOf(ratings: readonly Rating[]) {
  const good = ratings.filter(({ level }) => !isBad(level)).length;
  return {
    rated: ratings.length,
    byLevel: countBy(ratingLevels, ratings, ({ level }) => level),
    goodRate: ratings.length > 0 ? good / ratings.length : null,
  };
}

function countBy<K extends string>(
  keys: readonly K[],
  ratings: readonly Rating[],
  of: (rating: Rating) => K,
) {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const rating of ratings) counts[of(rating)] += 1;
  return counts;
}

type RectificationInView = ManagerView["service"]["rectifications"][number];

function rectificationInView(state: HallState, rectification: Rectification): RectificationInView {
  const { id, opened, verifyBy, due, responsible } = rectification;
  const day = state.day ?? "";
  const isLate =
    (rectification.state === "open" && day > verifyBy) || (rectification.state === "verified" && day > due);
  return {
    rating: id,
    level: rectification.level,
    stage: rectification.stage,
    addition: rectification.nth === 2,
    tags: [...rectification.tags],
    hasWords: rectification.note !== null,
    channel: rectification.channel,
    number: rectification.number,
    windowName: windowName(state, rectification.window),
    clerk: staffName(state, rectification.clerk),
    opened,
    verifyBy,
    due,
    state: rectification.state,
    responsible: responsible === null ? null : staffName(state, responsible),
    overdue: isLate,
  };
}

const isSettled = ({ state }: RectificationInView) => state === "rectified" || state === "unfounded";
const nextDay = ({ state, verifyBy, due }: RectificationInView) => (state === "open" ? verifyBy : due);

function byUrgency(a: RectificationInView, b: RectificationInView): number {
  const settled = Number(isSettled(a)) - Number(isSettled(b));
  return settled || nextDay(a).localeCompare(nextDay(b)) || a.opened - b.opened;
}

export function ratingView(state: HallState, window: WindowId, now: Instant): Views["rating"] {
  const place = windowAt(state, window);
  const invitation = state.service.invitation.get(window);
  const clerk = invitation?.clerk ?? (isStaffed(place) ? place.clerk : null);
  const { showsClerk } = serviceRules(state.config);
  return {
    window,
    name: windowName(state, window),
    hall: state.config.hall.name,
    state: place?.state ?? "closed",
    until: place?.state === "paused" ? place.until : null,
    serving: visitorAt(state, window)?.number ?? null,
    clerk:
      clerk === null
        ? null
        : { number: clerk, name: showsClerk === "nameAndNumber" ? staffName(state, clerk) : null },
    invitation: invitation ? invitationInView(state, invitation, now) : null,
  };
}

function invitationInView(
  state: HallState,
  { ticket: id, why, since }: Invitation,
  now: Instant,
): Views["rating"]["invitation"] {
  const ticket = state.tickets.get(id);
  if (!ticket) return null;
  const until = why === "asked" ? null : since + serviceRules(state.config).inviteSeconds * 1000;
  if (until !== null && until <= now) return null;
  const stage = stageOf(state, ticket);
  const nth = nextRating(state, id, stage);
  return nth && { ticket: id, number: ticket.number, stage, addition: nth === 2, since, until };
}
