import { z } from "zod";
import { CommandMessage, gateRefusals, refusals, WireCommand } from "../hall-server/contract/commands.ts";
import { BookingImport, BookingImportReport, BookingRow } from "../hall-server/contract/booking-import.ts";
import {
  announcementLivesMs,
  blankAfterMs,
  followEveryMs,
  heartbeatMs,
  kioskPulseMs,
  kioskSilentAfterMs,
  leaseMs,
  maxMessageBytes,
  staleAfterMs,
} from "../hall-server/contract/timing.ts";
import {
  Consequences,
  Fairness,
  NoteText,
  Question,
  TicketList,
  Timeline,
  Totals,
  WhatIf,
} from "../hall-server/contract/questions.ts";
import { views } from "../hall-server/contract/views.ts";
import {
  Announcement,
  SpokenNotice,
  PairTablet,
  Follow,
  HallInfo,
  Health,
  Heartbeat,
  PrintAt,
  Pulse,
  Session,
  SlipJob,
  SignIn,
  Sit,
  Subscription,
} from "../hall-server/contract/wire.ts";
import { mayCommand } from "../hall-server/domain/roles.ts";

/** Everything that crosses the wire, by the name under which the schema file defines it. */
const schemas = {
  CommandMessage,
  Subscription,
  Follow,
  Sit,
  Question,
  WhatIf,
  Consequences,
  Totals,
  TicketList,
  Fairness,
  NoteText,
  Timeline,
  Announcement,
  SpokenNotice,
  Heartbeat,
  Pulse,
  PrintAt,
  SlipJob,
  SignIn,
  PairTablet,
  Session,
  HallInfo,
  Health,
  ...Object.fromEntries(
    Object.entries(views).map(([name, schema]) => [`${name[0]!.toUpperCase()}${name.slice(1)}View`, schema]),
  ),
};

/** The documents made from the contract, by path. A test fails when what is committed differs. */
export function protocolDocuments(): Record<string, string> {
  const definitions = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema: _, ...definition } = z.toJSONSchema(schema);
      return [name, definition];
    }),
  );
  const schema = { $schema: "https://json-schema.org/draft/2020-12/schema", $defs: definitions };
  return {
    "docs/protocol.schema.json": `${JSON.stringify(schema, null, 2)}\n`,
    "docs/protocol.md": protocolPage(),
  };
}

const seconds = (ms: number) => `${ms / 1000} s`;

function protocolPage(): string {
  return `# The hall's protocol

Made from \`hall-server/contract\` by \`npm run docs\`; do not edit. Shapes: \`protocol.schema.json\`.

One Socket.IO connection per client, WebSocket only. A kiosk brings \`auth: {kiosk, key}\`, the tablet of a window
\`auth: {tablet: window}\` and the cookie that \`POST /api/tablet\` set, staff bring the cookie that \`POST /api/session\` set; who brings nothing may watch \`board\` and \`screens\`. A page of another origin is refused.

## Commands

\`command\` with \`{id, command}\` is acknowledged with \`{ok: true, seq, result}\` or \`{ok: false, refusal: {code, params}}\`.
It is acknowledged only after it is durable. The same id again gives the first answer, a refusal too; the same id with
another command or from another principal is refused. After a lost acknowledgement or \`outcomeUnknown\`, send the same
message again. At most ${maxMessageBytes / 1024} KiB a message.

| command | fields | who |
| --- | --- | --- |
${WireCommand.options.map(commandRow).join("\n")}

\`takeTicket\` gives \`{ticket, number, queue, ahead, takenAt, link?, held?}\`, where \`link\` is the slip's secret address on the phone page
(\`docs/phone.md\`), for a slip and nothing else, and \`held\` says that they have checked in with the number that they had,
with the \`items\` that it is for now; \`callNext\` gives \`{called: {ticket, number} | null, finished: ticket | null}\`; the others give \`{}\`.

## Views

\`subscribe\` with a subscription is acknowledged with \`{ok: true, message}\`; the whole view comes again as \`view\` whenever it
changes: \`{view, window?, zone?, seq, at, data}\`. \`seq\` is the log's sequence, \`at\` the hall's clock. After a reconnect, subscribe
again. \`unsubscribe\` ends it.

| view | holds |
| --- | --- |
${Object.entries(views)
  .map(
    ([name, schema]) =>
      `| \`${name}\` | ${Object.keys(schema.shape)
        .map((key) => `\`${key}\``)
        .join(", ")} |`,
  )
  .join("\n")}

## Spoken calls and notices

\`follow {after, zone, said, able}\` is acknowledged with \`{ok: true, seq, held, announcements}\`. One speaker of a zone holds
its lease, the first that came: it gets the calls after a sequence that are younger than ${seconds(announcementLivesMs)} and that no speaker
before it has begun to say (\`said\`); from then on each comes once, as \`announcement\`, and so do notices that are to be spoken. It keeps the lease by following again
every ${seconds(followEveryMs)}; after ${seconds(leaseMs)} without, or when its line ends, or with \`able: false\`, the next speaker hears \`lease\` and follows at
once. \`after: 0\` asks only for what is to come. \`zone: null\` speaks for all zones that have no speaker of their own.

## The seat

A clerk works at one screen at a time: \`sit {window, screen, takeOver}\` is acknowledged with \`{ok: true}\`, or refused with
\`seatTaken\`. \`screen\` is the page's own random name, which it keeps over a reload. Whoever is taken over hears \`unseated
{window}\`. The seat ends with the connection; after a reconnect, sit again. It is the pages' agreement and bars no command.

## Questions

\`ask\` with a question changes nothing and leaves nothing in the log. \`{ask: "note", of, id}\` is acknowledged with
\`{ok: true, text}\`: what a private text says, which no view holds. The clerk of a window reads the messages to it; managers
read messages, what was said with a rating, and what was found and done about it. For managers: \`{ask: "whatIf", change}\`, where
\`change\` is \`{kind: "open", window}\`, \`{kind: "close", window}\`, \`{kind: "move", from, to}\` or
\`{kind: "serve", window, items}\`, is acknowledged with \`{ok: true, at, before, after}\`: for each queue the waits of numbers taken
in each of the next four half hours, without the change and with it; or with a refusal. \`{ask: "consequences", change}\` says
what a change does at once: whom no staffed window would serve any more, whom one would serve again.

The others are answered from the log's own records of a business day (\`day: null\` is today), up to \`seq\`: \`totals\` counts
every figure, \`tickets {figure, queue, window}\` lists the numbers behind one, \`fairness\` says who waited longest, who was
called before whom and why, and what staff decided out of order, and \`timeline {number}\` all that happened to one number.

## Slips printed again

\`slipLink {ticket}\` from a guide or manager is acknowledged with \`{ok: true, link}\`; \`link\` is null where the hall has no phone
page, or the number is not of this day.

\`printAt {ticket, kiosk, language}\` from a guide or manager has a kiosk print the slip, and is acknowledged with \`{ok: true, answer}\`
once the kiosk has said: \`printed\`, \`failed\`, \`unknown\` (only somebody who looks can say), \`busy\` (somebody stands there) or
\`away\` (not in service). The hall sends that kiosk \`printSlip\` with a \`SlipJob\`, which it acknowledges with such a word. It is asked
once, never again by itself, and is not in the log: the number stays as it is.

## The pulse

\`heartbeat {seq, at}\` comes every ${seconds(heartbeatMs)}. By its own monotonic clock a client stamps what it shows as stale after
${seconds(staleAfterMs)} of silence, and blanks numbers after ${seconds(blankAfterMs)}.

A kiosk sends \`pulse {devices}\`, the kinds and names of what is connected to it, every ${seconds(kioskPulseMs)}. After ${seconds(kioskSilentAfterMs)} without
one the hall says that it is silent.

## Refusals

| code | means |
| --- | --- |
${Object.entries({ ...refusals, ...gateRefusals })
  .map(([code, means]) => `| \`${code}\` | ${means} |`)
  .join("\n")}

## HTTP

| route | |
| --- | --- |
| \`GET /healthz\` | \`{${Object.keys(Health.shape).join(", ")}}\` |
| \`POST /api/session\` | \`{${Object.keys(SignIn.shape).join(", ")}}\` → the session, and an HttpOnly cookie; 401 \`signInFailed\`, 429 \`tooManyAttempts\` |
| \`GET /api/session\` | \`{${Object.keys(Session.shape).join(", ")}}\`; 401 \`notSignedIn\` |
| \`DELETE /api/session\` | signs out and ends the session's connections |
| \`POST /api/bookings\` | \`{${Object.keys(BookingImport.shape).join(", ")}}\` with the session of a manager or admin → \`{${Object.keys(BookingImportReport.shape).join(", ")}}\`; each booking has \`{${Object.keys(BookingRow.shape).join(", ")}}\`, see \`bookings.md\` |
| \`POST /api/tablet\` | \`{${Object.keys(PairTablet.shape).join(", ")}}\` with the session of a manager, admin or engineer → 204 and an HttpOnly cookie: this browser is the window's tablet, and whoever set it up is signed out |
| \`GET /counter/\`, \`/screen/<id>\`, \`/manager/\` | the pages |
`;
}

function commandRow(option: (typeof WireCommand.options)[number]): string {
  const { type, ...fields } = option.shape;
  const names = Object.keys(fields).map((field) => `\`${field}\``);
  const [name] = [...type.values];
  return `| \`${name}\` | ${names.join(", ")} | ${mayCommand[name!].join(", ")} |`;
}
