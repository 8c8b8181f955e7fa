import { expect, test } from "vitest";
import { ordinarySurface } from "./surface.ts";
import { zhang } from "../testing/sample-cards.ts";
import { itemIn, sampleOffer, Session } from "../testing/session.ts";
import { viewOf } from "../view.ts";

const lay = (session: Session, birth = zhang.birth) =>
  session.feed({ kind: "reader", event: { kind: "card", card: { ...zhang, birth } } });
const view = ({ state, now }: Session) => viewOf(state, now, 4);

test("K-50 each can be chosen in the middle of everything, and the step stays", () => {
  const session = new Session().do("startWithoutCard", { kind: "toggleItem", item: itemIn("care") });
  const { step } = session.state;
  session.do(
    { kind: "setElder", on: true },
    { kind: "setContrast", contrast: "high" },
    { kind: "setReach", reach: "left" },
    { kind: "setVoice", on: false },
  );
  expect(session.state.step).toEqual(step);
  expect(view(session).surface).toEqual({ elder: true, contrast: "high", reach: "left", voice: false });
});

test("K-50 长辈版 speaks unless it is told not to, and takes its voice with it", () => {
  const session = new Session().do({ kind: "setElder", on: true });
  expect(view(session).surface.voice).toBe(true);
  expect(view(session.do({ kind: "setVoice", on: false })).surface).toMatchObject({
    elder: true,
    voice: false,
  });
  expect(view(session.do({ kind: "setElder", on: true }, { kind: "setElder", on: false })).surface).toEqual(
    ordinarySurface,
  );
});

test("K-50 the next citizen finds nothing of it, also when it was chosen on the start page and left", () => {
  const chosen = () => new Session().do({ kind: "setContrast", contrast: "high" });
  expect(view(chosen().do("startWithoutCard", "next", "finish")).surface).toEqual(ordinarySurface);
  const left = chosen();
  const { session } = left.state;
  expect(view(left.pass(59_000)).surface.contrast).toBe("high");
  expect(view(left.pass(2_000)).surface).toEqual(ordinarySurface);
  expect(left.state.session).toBe(session + 1);
});

test("K-113 whoever goes back to the start by a hand finds language and surface as they were, for half a minute", () => {
  const begun = () =>
    lay(new Session()).do({ kind: "setLanguage", language: "en" }, { kind: "setContrast", contrast: "high" });
  for (const intent of ["cancel", "back"] as const) {
    const session = begun();
    const before = session.state.session;
    const { surroundings } = new Session().state;
    expect(view(session.do(intent))).toMatchObject({ language: "en", surface: { contrast: "high" } });
    expect(session.state.session).toBe(before + 1);
    // Of the card itself nothing is left.
    expect(session.state.step).toEqual({ at: "idle", kept: true });
    expect(JSON.stringify({ ...session.state, surroundings })).not.toContain(zhang.number);
    expect(view(session.pass(29_000)).language).toBe("en");
    expect(view(session.pass(2_000))).toMatchObject({ language: "zh", surface: ordinarySurface });
  }
  expect(view(begun().do("cancel").pass(29_000).do("touch").pass(59_000)).language).toBe("en");
  expect(view(begun().do("finish"))).toMatchObject({ language: "zh", surface: ordinarySurface });
  // Who goes on has a session like any other.
  expect(view(begun().do("cancel", "startWithoutCard").pass(40_000)).language).toBe("en");
});

test("K-51 from the sixtieth birthday on 长辈版 is offered, until it is chosen", () => {
  // The sample hall's day is 2026-11-24.
  expect(sampleOffer.day).toBe("2026-11-24");
  expect(view(lay(new Session(), "1966-11-25")).offersElder).toBe(false);
  const old = lay(new Session(), "1966-11-24");
  expect(view(old).offersElder).toBe(true);
  expect(view(old).surface).toEqual(ordinarySurface);
  expect(view(old.do({ kind: "setElder", on: true })).offersElder).toBe(false);
  expect(view(new Session().do("startWithoutCard")).offersElder).toBe(false);
  expect(JSON.stringify(view(lay(new Session(), "1940-01-01")))).not.toContain("1940");
});

test("K-52 长辈版 waits twice as long, counts twice as long, and leaves the last page twice as long", () => {
  const session = new Session().do({ kind: "setElder", on: true }, "startWithoutCard");
  expect(view(session.pass(119_000)).countdown).toBe(null);
  expect(view(session.pass(2_000)).countdown).toBe(59);
  expect(view(session.pass(58_000)).screen.kind).toBe("choose");
  expect(view(session.pass(2_000)).screen.kind).toBe("idle");

  const done = new Session().do({ kind: "setElder", on: true }).toPrinting().feed({ kind: "tick" });
  done.feed({
    kind: "printResult",
    jobId: done.at("printing").jobId,
    result: { outcome: "printed" },
  });
  expect(view(done).screen).toMatchObject({ kind: "done", secondsLeft: 30 });
});
