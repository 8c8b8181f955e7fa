import { expect, test } from "vitest";
import { hallOf, person, take } from "../hall/hall-of.ts";
import { kiosk } from "../hall/small-hall.ts";

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
