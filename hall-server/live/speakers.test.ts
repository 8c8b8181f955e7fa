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

  test("V-14 the whole hall's speaker is owed what only a zone's speaker had heard that is gone, once, and told to ask", () => {
    const speakers = new Speakers<string>();
    speakers.ask("hall", asking(null, 60), 0);
    speakers.ask("west", asking("west", 41), 0);
    speakers.ask("hall", asking(null, 60), 5_000);
    expect(speakers.owedTo("hall")).toEqual(new Map());
    expect(speakers.look(leaseMs + 1)).toEqual(["hall"]);
    speakers.ask("hall", asking(null, 60), leaseMs + 2);
    expect(speakers.owedTo("hall")).toEqual(new Map([["west", 41]]));
    expect(speakers.owedTo("hall")).toEqual(new Map());
    expect(speakers.look(leaseMs + 3)).toEqual([]);
    // What it has said for the zone is not the zone's own speaker's to say again.
    speakers.ask("hall", asking(null, 70), leaseMs + 4);
    expect(speakers.ask("west", asking("west", 41), leaseMs + 5)).toEqual({ held: true, said: 70 });
  });

  test("V-14 while the whole hall's speaker sleeps too, what is owed waits for it, or for the zone's own", () => {
    const speakers = new Speakers<string>();
    speakers.ask("west", asking("west", 41), 0);
    expect(speakers.look(leaseMs + 1)).toEqual([]);
    speakers.ask("hall", asking(null, 60), leaseMs + 2);
    expect(speakers.owedTo("hall")).toEqual(new Map([["west", 41]]));
    speakers.ask("west", asking("west", 61), leaseMs + 3);
    speakers.leave("west");
    speakers.ask("other", asking("west"), leaseMs + 4);
    expect(speakers.owedTo("hall")).toEqual(new Map());
    expect(speakers.ask("other", asking("west"), leaseMs + 5)).toEqual({ held: true, said: 61 });
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
