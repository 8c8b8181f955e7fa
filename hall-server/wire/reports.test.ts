import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ack, WireCommand } from "../contract/commands.ts";
import type { AnswerTo, Question } from "../contract/questions.ts";
import { type Wire, WiredHall } from "../testing/wired-hall.ts";

let wired: WiredHall;

beforeAll(async () => {
  wired = await WiredHall.open();
});
afterAll(() => wired.close());

function voice(socket: Wire) {
  return {
    async ask<A extends Question["ask"]>(question: Question & { ask: A }): Promise<AnswerTo<A>> {
      return (await socket.emitWithAck("ask", question)) as AnswerTo<A>;
    },
    async run(command: WireCommand): Promise<Ack> {
      return socket.emitWithAck("command", { id: randomUUID(), command });
    },
  };
}

const staff = async (id: string) => voice(await wired.staff(id));
const kiosk = async () => voice(await wired.kiosk());

const done = (ack: Ack) => {
  if (!ack.ok) throw new Error(JSON.stringify(ack.refusal));
  return ack.result as { ticket: string; number: string };
};

test("M-7 what is told of the running hall is what its log holds, and M-6 a clerk is sent elsewhere with their visitor", async () => {
  const [here, clerk, manager] = [await kiosk(), await staff("c01"), await staff("m01")];
  done(await clerk.run({ type: "openWindow", window: "w1" }));
  const items = wired.running.hall.state.config.windows[0]!.items.slice(0, 1);
  const taken: { ticket: string; number: string }[] = [];
  for (let i = 0; i < 5; i++) {
    const one = done(await here.run({ type: "takeTicket", items, people: [] }));
    done(await here.run({ type: "confirmPrint", ticket: one.ticket, outcome: "printed" }));
    taken.push(one);
  }
  done(await clerk.run({ type: "callNext", window: "w1" }));
  done(await clerk.run({ type: "callNext", window: "w1" }));
  const totals = await manager.ask({ ask: "totals", day: null });
  expect(totals).toMatchObject({ ok: true, counts: { taken: 5, waiting: 3, called: 1, finished: 1 } });
  expect(totals.ok && totals.seq).toBe(wired.running.hall.seq);
  const list = await manager.ask({ ask: "tickets", day: null, figure: "waiting", queue: null, window: null });
  const numbers = list.ok ? list.tickets.map(({ number }) => number) : [];
  expect(numbers).toEqual(taken.slice(2).map(({ number }) => number));

  // The other window serves nothing of it: the clerk's visitor can't come along, and whoever waits would be alone.
  const move = { kind: "move", from: "w1", to: "w2" } as const;
  done(await manager.run({ type: "setWindowItems", window: "w2", items: [] }));
  expect(await manager.ask({ ask: "consequences", change: move })).toMatchObject({
    ok: true,
    strandedCount: 3,
    stranded: numbers,
    visitor: taken[1]!.number,
  });
  const refused = await manager.run({ type: "moveClerk", from: "w1", to: "w2" });
  expect(refused).toMatchObject({ ok: false, refusal: { code: "stillWaiting", params: { count: 3 } } });
  done(await manager.run({ type: "setWindowItems", window: "w2", items: [...items] }));
  done(await manager.run({ type: "moveClerk", from: "w1", to: "w2" }));
  expect(wired.running.hall.state.windows).toMatchObject({
    w1: { state: "closed" },
    w2: { state: "open", clerk: "c01", ticket: taken[1]!.ticket },
  });
  const after = await manager.ask({ ask: "totals", day: null });
  expect(after.ok && after.windows.find(({ window }) => window === "w2")?.counts.called).toBe(1);

  const timeline = await manager.ask({ ask: "timeline", day: null, number: taken[1]!.number });
  expect(timeline.ok && timeline.entries.map(({ what, by }) => `${what} ${by}`)).toEqual([
    "ticketTaken kiosk:k1",
    "slipReported kiosk:k1",
    "ticketCalled staff:c01",
    "visitorMoved staff:m01",
  ]);
  const fairness = await manager.ask({ ask: "fairness", day: null });
  expect(fairness).toMatchObject({ ok: true, all: { called: 2 }, overtaking: { calls: 0 } });
});

test("M-7 nobody but a manager is told, and what can't be asked is refused by name", async () => {
  const [clerk, manager] = [await staff("c01"), await staff("m01")];
  const code = async (who: ReturnType<typeof voice>, question: object) => {
    const answer = await who.ask(question as Question);
    return answer.ok ? "ok" : answer.refusal.code;
  };
  const questions: Question[] = [
    { ask: "totals", day: null },
    { ask: "fairness", day: null },
    { ask: "tickets", day: null, figure: "taken", queue: null, window: null },
    { ask: "timeline", day: null, number: "A001" },
    { ask: "consequences", change: { kind: "open", window: "w5" } },
  ];
  for (const question of questions) {
    for (const other of [clerk, await kiosk(), voice(await wired.connect())])
      expect(await code(other, question)).toBe("notAllowed");
    expect(["ok", "unknownTicket"]).toContain(await code(manager, question));
  }
  expect(await code(manager, { ask: "totals", day: "2001-01-01" })).toBe("unknownDay");
  expect(await code(manager, { ask: "totals", day: "yesterday" })).toBe("malformed");
  expect(await code(manager, { ask: "totals" })).toBe("malformed");
  expect(await code(manager, { ...questions[2], figure: "names" })).toBe("malformed");
  expect(await code(manager, { ask: "timeline", day: null, number: "A001' OR 1=1" })).toBe("malformed");
  expect(await code(manager, { ask: "consequences", change: { kind: "open", window: "constructor" } })).toBe(
    "unknownWindow",
  );
  const refused = await clerk.run({ type: "moveClerk", from: "w1", to: "w2" });
  expect(refused).toMatchObject({ ok: false, refusal: { code: "notAllowed" } });
});
