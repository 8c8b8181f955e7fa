import { useState } from "react";
import type { HallClient, Received } from "../../hall-server/contract/client.ts";
import type { AnyRefusal, WireCommand, WireResult } from "../../hall-server/contract/commands.ts";
import { spokenRange } from "../../hall-server/contract/wait-range.ts";
import type { CatalogueView, GuideView } from "../../hall-server/contract/views.ts";
import type { Said } from "../shared/acting/toast.tsx";
import { useCommands } from "../shared/acting/use-commands.ts";
import { newCommandId } from "../../hall-server/contract/command-id.ts";
import { type Translate, useLanguage } from "../shared/i18n.ts";
import { refusalText } from "../shared/refusal-text.ts";
import { doneWords } from "./done-words.ts";
import { bySettings, type SlipFacts, slipOf } from "./slip/slip-facts.ts";
import { type Draft, emptyDraft, takeCommand } from "./take/draft.ts";
import type { GuideTicket } from "./tickets/find-tickets.ts";
import type { TicketAsking } from "./tickets/ticket-questions.tsx";
import { isPlain, plainCommand, type TicketVerb } from "./tickets/ticket-verbs.ts";

/** What the desk is asked at the moment; one thing at a time. */
export type Open =
  | { what: "ticket"; ticket: string; asking: TicketAsking }
  /** A slip to print and to hand out. */
  | { what: "slip"; slip: SlipFacts }
  | { what: "newBooking" }
  | { what: "cancelBooking"; booking: string; code: string };

/** The desk's work: what is being taken, which number is chosen, what is open, and the commands that follow. */
export function useDesk(client: HallClient, received: Received<"guide">, catalogue: CatalogueView) {
  const view = received.data;
  const { draft, setDraft, takeIt, draftOf } = useDraft();
  const [selected, setSelected] = useState<string | null>(null);
  const [open, setOpen] = useOpen(view);
  const { said, tell, refuse, hush } = useSaid();

  /** Why a number gets priority goes out as soon as there is a number; a refusal leaves an ordinary one. */
  const prefer = async (ticket: string, why: string) => {
    const answer = await client.execute({ type: "setClass", ticket, class: "priority", why }, newCommandId());
    if (!answer.ok) return refuse(answer.refusal);
    tell((translate) => translate("ask.isPriority"));
  };
  const onTaken = (command: WireCommand & { type: "takeTicket" }, taken: Taken) => {
    const from = draftOf(command);
    const why = command.booking === undefined ? from?.why : null;
    if (why) void prefer(taken.ticket, why.trim());
    const { ticket, number, ahead, takenAt, link = null, wait, held } = taken;
    const queue = view.queues.find((each) => each.queue === taken.queue)?.name ?? { zh: "", en: "" };
    const items = (held?.items ?? command.items).map(
      (id) => catalogue.items.find((item) => item.id === id)?.name ?? { zh: id, en: id },
    );
    const told = { wait: wait ? spokenRange(wait) : null, again: held !== undefined };
    const facts = { ticket, number, hall: view.hall, queue, items, ahead, takenAt, link, ...told };
    setOpen({ what: "slip", slip: bySettings(view, facts) });
    setSelected(ticket);
    if (from) setDraft(emptyDraft);
  };
  const commands = useCommands(client, received.seq, {
    onRefused: refuse,
    onDone: (command, { result }) => {
      tell((translate) => doneWords(translate, command, result));
      if (command.type === "takeTicket") onTaken(command, result as Taken);
      else if (command.type !== "setClass") setOpen(null);
    },
  });
  const ticket = view.tickets.find((each) => each.ticket === selected) ?? null;
  const send = (command: WireCommand) => commands.send(command, ticket?.state ?? "");
  const confirm = (command: WireCommand) => commands.confirm(command, ticket?.state ?? "");
  const printAgain = (of: GuideTicket) => {
    const slip = slipOf(view, of);
    setOpen({ what: "slip", slip });
    void client
      .slipLink(of.ticket)
      .then((link) =>
        setOpen((now) =>
          now?.what === "slip" && now.slip === slip ? { ...now, slip: { ...slip, link } } : now,
        ),
      );
  };
  const act = (verb: TicketVerb) => {
    if (!ticket) return;
    const id = ticket.ticket;
    if (isPlain(verb)) return send(plainCommand(verb, id));
    if (verb === "slip") return printAgain(ticket);
    return setOpen({ what: "ticket", ticket: id, asking: { ask: verb } });
  };
  return {
    draft,
    setDraft,
    take: () => send(takeIt(view)),
    ticket,
    select: setSelected,
    act,
    open,
    setOpen,
    send,
    confirm,
    busy: commands.busy,
    resting: commands.resting,
    said,
    hush,
  };
}

/** The form for a number, and what was on it when one was asked for: a booking checked in from the list leaves it alone. */
function useDraft() {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [drafts] = useState(() => new WeakMap<WireCommand, Draft>());
  const takeIt = (view: GuideView) => {
    const command = takeCommand(draft, view);
    drafts.set(command, draft);
    return command;
  };
  return { draft, setDraft, takeIt, draftOf: (command: WireCommand) => drafts.get(command) };
}

/** What is said back, anew in whatever language the page is in. */
function useSaid() {
  const { t } = useLanguage();
  const [said, setSaid] = useState<{ tone: Said["tone"]; say: (t: Translate) => string | null } | null>(null);
  const text = said?.say(t) ?? null;
  return {
    said: said && text !== null ? { text, tone: said.tone } : null,
    tell: (say: (t: Translate) => string | null) => setSaid({ tone: "done", say }),
    refuse: (refusal: AnyRefusal) =>
      setSaid({ tone: "refused", say: (translate) => refusalText(translate, refusal) }),
    hush: () => setSaid(null),
  };
}

/** What is open. A question about a number is over once the number is: open behind nothing, it would keep the desk's keys. */
function useOpen({ tickets }: GuideView) {
  const [open, setOpen] = useState<Open | null>(null);
  const isOver = open?.what === "ticket" && !tickets.some(({ ticket }) => ticket === open.ticket);
  if (isOver) setOpen(null);
  return [open, setOpen] as const;
}

type Taken = WireResult<"takeTicket">;
export type DeskWork = ReturnType<typeof useDesk>;
