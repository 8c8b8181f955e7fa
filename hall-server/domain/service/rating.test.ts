import { describe, expect, test } from "vitest";
import { hallOf } from "../hall/hall-of.ts";
import type { Principal } from "../roles.ts";
import type { ServiceCommand } from "./commands.ts";

const tablet: Principal = { kind: "tablet", id: "w1" };
const bad = (ticket: string): ServiceCommand & { type: "rate" } => ({
  type: "rate",
  ticket,
  level: "dissatisfied",
  tags: ["attitude"],
  channel: "tablet",
});

/** Two come for window 1, and the first is served. */
function servedOne() {
  const hall = hallOf();
  const [first, second] = [hall.arrive("marry"), hall.arrive("marry")];
  hall.at("w1", "openWindow");
  hall.at("w1", "callNext");
  return { hall, first, second };
}

describe("B-12 what somebody was asked for in time counts", () => {
  test("while the window serves the next, and has served them", () => {
    for (const verbs of [["startServing"], ["startServing", "finish"]] as const) {
      const { hall, first, second } = servedOne();
      hall.at("w1", "callNext");
      for (const verb of verbs) hall.at("w1", verb);
      expect(hall.run(bad(first), { kind: "tablet", id: "w2" })).toEqual({ refused: "ratingOver" });
      expect(hall.run(bad(first), tablet)).toMatchObject({ events: ["serviceRated"], nth: 1 });
      expect(hall.run(bad(first), tablet)).toEqual({ refused: "ratingOver" });
      // The next one's own is theirs all the same.
      hall.at("w1", "finish");
      expect(hall.run(bad(second), tablet)).toMatchObject({ nth: 1 });
    }
  });

  test("though the window has closed", () => {
    const { hall, first } = servedOne();
    hall.at("w1", "finish");
    hall.at("w1", "closeWindow");
    expect(hall.run(bad(first), tablet)).toMatchObject({ nth: 1 });
  });

  test("two minutes after the tablet's time to ask at the latest, and not once it was rated elsewhere", () => {
    const { hall, first, second } = servedOne();
    hall.at("w1", "callNext");
    hall.wait(165_000);
    expect(hall.run(bad(first), tablet)).toMatchObject({ nth: 1 });
    hall.at("w1", "finish");
    hall.wait(165_001);
    expect(hall.run(bad(second), tablet)).toEqual({ refused: "ratingOver" });
    const other = servedOne();
    other.hall.at("w1", "finish");
    const phone: Principal = { kind: "phone", id: other.first };
    expect(other.hall.run({ ...bad(other.first), channel: "phone" }, phone)).toMatchObject({ nth: 1 });
    expect(other.hall.run(bad(other.first), tablet)).toEqual({ refused: "ratingOver" });
  });
});
