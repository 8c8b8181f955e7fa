import { describe, expect, test } from "vitest";
import { leaseMs } from "../contract/timing.ts";
import { Speakers } from "./speakers.ts";

const asking = (zone: string | null, said = 0, able = true) => ({ zone, said, able });

describe("V-13 one loudspeaker holds a zone's lease", () => {
  test("the first that came; others wait", () => {
    const speakers = new Speakers<string>();
    expect(speakers.ask("a", asking("west"), 0)).toEqual({ held: true, said: 0 });
    expect(speakers.ask("b", asking("west"), 0)).toEqual({ held: false, said: 0 });
    expect(speakers.ask("c", asking("east"), 0)).toEqual({ held: true, said: 0 });
    expect(speakers.of("west")).toEqual(["a"]);
    expect(speakers.of("east")).toEqual(["c"]);
    expect(speakers.of("north")).toEqual([]);
    expect(speakers.of(null)).toEqual(["a", "c"]);
    expect(speakers.look(1_000)).toEqual([]);
  });

  test("it goes to the next that keeps asking once its holder falls silent, and the next knows what was said", () => {
    const speakers = new Speakers<string>();
    speakers.ask("a", asking("west", 41), 0);
    speakers.ask("b", asking("west"), leaseMs - 3_000);
    expect(speakers.look(leaseMs)).toEqual([]);
    expect(speakers.look(leaseMs + 1)).toEqual(["b"]);
    expect(speakers.of("west")).toEqual(["b"]);
    expect(speakers.ask("b", asking("west"), leaseMs + 2)).toEqual({ held: true, said: 41 });
    // Whoever comes back waits behind it.
    expect(speakers.ask("a", asking("west", 41), leaseMs + 3)).toMatchObject({ held: false });
  });

  test("it goes at once when the holder's line ends or when it can't speak", () => {
    const speakers = new Speakers<string>();
    for (const holder of ["a", "b", "c"]) speakers.ask(holder, asking("west"), 0);
    speakers.leave("a");
    expect(speakers.look(1)).toEqual(["b"]);
    expect(speakers.ask("b", asking("west", 0, false), 2)).toEqual({ held: false, said: 0 });
    expect(speakers.look(3)).toEqual(["c"]);
    speakers.leave("c");
    expect(speakers.look(4)).toEqual([]);
    expect(speakers.of("west")).toEqual([]);
  });

  test("the whole hall's speaker says what no zone's own does", () => {
    const speakers = new Speakers<string>();
    speakers.ask("hall", asking(null), 0);
    speakers.ask("west", asking("west"), 0);
    expect(speakers.of("west")).toEqual(["west"]);
    expect(speakers.of("east")).toEqual(["hall"]);
    expect(speakers.of(null)).toEqual(["hall", "west"]);
    speakers.leave("west");
    expect(speakers.of("west")).toEqual(["hall"]);
  });

  test("a speaker that moves to another zone leaves the first", () => {
    const speakers = new Speakers<string>();
    speakers.ask("a", asking("west"), 0);
    speakers.ask("b", asking("west"), 0);
    speakers.ask("a", asking("east"), 1);
    expect(speakers.look(2)).toEqual(["b"]);
    expect(speakers.of("east")).toEqual(["a"]);
  });
});
