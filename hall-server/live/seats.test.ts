import { describe, expect, it } from "vitest";
import { Seats } from "./seats.ts";

describe("C-8 a clerk's seat", () => {
  const at = (holder: string, window = "w1", screen = holder) => ({ holder, window, screen });

  it("is free, or asked for", () => {
    const seats = new Seats<string>();
    expect(seats.sit("c1", at("a"), false)).toEqual({ ok: true, left: null });
    expect(seats.sit("c1", at("b", "w2"), false)).toEqual({ ok: false, window: "w1" });
    expect(seats.sit("c1", at("b", "w2"), true)).toEqual({ ok: true, left: "a" });
    expect(seats.sit("c1", at("a"), false)).toEqual({ ok: false, window: "w2" });
  });

  it("is each clerk's own", () => {
    const seats = new Seats<string>();
    seats.sit("c1", at("a"), false);
    expect(seats.sit("c2", at("b"), false)).toEqual({ ok: true, left: null });
  });

  it("waits for the same screen, whose old line may not have ended yet", () => {
    const seats = new Seats<string>();
    seats.sit("c1", at("line-1", "w1", "desk"), false);
    expect(seats.sit("c1", at("line-2", "w1", "desk"), false)).toEqual({ ok: true, left: "line-1" });
    seats.leave("c1", "line-1");
    expect(seats.sit("c1", at("other"), false)).toEqual({ ok: false, window: "w1" });
  });

  it("is free again once its line ends", () => {
    const seats = new Seats<string>();
    seats.sit("c1", at("a"), false);
    seats.leave("c1", "a");
    expect(seats.sit("c1", at("b", "w2"), false)).toEqual({ ok: true, left: null });
  });
});
