import { expect, test } from "vitest";
import { hallOf, person, take } from "../hall/hall-of.ts";
import { kiosk } from "../hall/small-hall.ts";
import { slipPendingOf } from "./limits.ts";

test("Q-36 a number that was taken for somebody else is theirs: it keeps no agent from one of their own", () => {
  const hall = hallOf();
  const forOther = take(
    ["pension"],
    [person("a1", { role: "agent" }), person("b1", { role: "principal", isElder: true })],
  );
  hall.arriveWith(forOther);
  expect(hall.run(take(["pension"], [person("b2", { alias: ["b1"] })]), kiosk)).toMatchObject({
    refused: "alreadyHolding",
    number: "C001",
  });
  expect(hall.run(take(["pension"], [person("a2", { alias: ["a1"] })]), kiosk)).toMatchObject({
    number: "C002",
  });
});

test("Q-36 nor is an agent told of it: a reserved number is offered to whom it was taken for", () => {
  const hall = hallOf();
  const people = [person("a1", { role: "agent" }), person("b1", { role: "principal" })];
  hall.run(take(["pension"], people), kiosk);
  expect(slipPendingOf(hall.state(), ["a1"])).toBeNull();
  expect(slipPendingOf(hall.state(), ["b1"])).toMatchObject({ number: "C001" });
  expect(
    hall.run(
      { ...take(["pension"], [person("a2", { alias: ["a1"] })]), type: "reprintSlip" } as const,
      kiosk,
    ),
  ).toMatchObject({ refused: "holdsNothing" });
});

test("K-31 one representative holds one place for one organisation in a line; others, and for others, may take theirs", () => {
  const hall = hallOf();
  const come = (
    organisation: string,
    representative: string,
    alias: { organisation?: string; representative?: string } = {},
  ) =>
    hall.run(
      take(
        ["pension"],
        [
          person(organisation, {
            role: "organisation",
            alias: alias.organisation === undefined ? [] : [alias.organisation],
          }),
          person(representative, {
            role: "representative",
            alias: alias.representative === undefined ? [] : [alias.representative],
          }),
        ],
      ),
      kiosk,
    ) as unknown as { ticket: string; refused?: string };
  const first = come("o1", "r1");
  hall.run({ type: "confirmPrint", ticket: first.ticket, outcome: "printed" }, kiosk);
  expect(come("o2", "r2", { organisation: "o1", representative: "r1" })).toMatchObject({
    refused: "alreadyHolding",
  });
  // Somebody else of the same organisation, and the same agent for another one.
  expect(come("o3", "r3", { organisation: "o1" })).toMatchObject({ number: "C002" });
  expect(come("o4", "r4", { representative: "r1" })).toMatchObject({ number: "C003" });
});
