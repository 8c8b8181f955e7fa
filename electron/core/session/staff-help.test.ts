import { expect, test } from "vitest";
import { askForHelp, onHelpAnswer, onHelpView, shownHelp } from "./staff-help.ts";
import { galleryNames, gallerySession } from "../testing/gallery.ts";
import { Session } from "../testing/session.ts";
import { viewOf } from "../view.ts";

const shown = ({ state, now }: Session) => viewOf(state, now, 4).help;
const view = (session: Session, state: "asked" | "answered" | null, seq: number) =>
  session.feed({ kind: "helpView", open: state && { help: "help-1", state }, seq });
const answer = (session: Session, seq: number) => {
  const { id } = session.of("askHelp").at(-1)!;
  return session.feed({ kind: "helpAnswer", id, answer: { ok: true, seq, result: { help: "help-1" } } });
};

test.each(galleryNames)("K-21 staff can be called at %s, once, and the step stays as it is", (name) => {
  const session = gallerySession(name);
  const before = session.state;
  const effects = session.effects.length;
  session.do("askHelp", "askHelp");
  const canAsk = before.surroundings.hall === "fresh";
  expect(session.effects.slice(effects).map(({ kind }) => kind)).toEqual(canAsk ? ["askHelp"] : []);
  expect(shown(session)).toBe(canAsk ? "asking" : "unreachable");
  expect([session.state.step, session.state.since]).toEqual([before.step, before.since]);
});

test("K-21 asked, answered and settled are the hall's word; one who comes later is not told how it ended", () => {
  const session = new Session().do("startWithoutCard", "askHelp");
  answer(session, 7);
  expect(shown(session)).toBe("asked");
  // A view from before the request says nothing about it.
  expect(shown(view(session, null, 6))).toBe("asked");
  expect(shown(view(session, "asked", 7))).toBe("asked");
  expect(shown(view(session, "answered", 8))).toBe("answered");
  session.do("askHelp");
  expect(session.of("askHelp")).toHaveLength(1);
  expect(shown(view(session, null, 9))).toBe("closed");
  session.do("askHelp");
  expect(session.of("askHelp")).toHaveLength(2);
  answer(session, 10);
  // Who asked goes; somebody still comes to this kiosk.
  session.do("cancel");
  expect(shown(session)).toBe("asked");
  expect(shown(view(session, null, 11))).toBe("none");
});

test("K-21 a request that the hall opened and settled between two views is settled", () => {
  const session = answer(new Session().do("askHelp"), 7);
  expect(shown(view(session, null, 9))).toBe("closed");
});

test("K-21 a request by the staff themselves, or from before a restart, is shown while it is open", () => {
  const session = view(new Session(), "answered", 3);
  expect(shown(session)).toBe("answered");
  expect(shown(view(session, null, 4))).toBe("none");
});

test("K-21 while the hall is away the guide desk is named, and nothing is sent later that was not asked again", () => {
  const session = answer(new Session().do("askHelp"), 7).feed({ kind: "hall", link: "lost" });
  expect(shown(session)).toBe("unreachable");
  expect(shown(session.feed({ kind: "hall", link: "fresh" }))).toBe("asked");
  const cut = new Session().feed({ kind: "hall", link: "lost" }).do("askHelp");
  expect(shown(cut.feed({ kind: "hall", link: "fresh" }))).toBe("none");
  expect(cut.of("askHelp")).toEqual([]);
});

test("K-21 a request that was refused can be asked again, under an id of its own", () => {
  const asking = askForHelp({ at: "none" }, "fresh", { id: "one", session: 1 })!;
  const refused = { ok: false, refusal: { code: "unreachable", params: {} } } as const;
  const failed = onHelpAnswer(asking, "one", refused);
  expect([shownHelp(failed, "fresh", 1), shownHelp(failed, "fresh", 2)]).toEqual(["failed", "none"]);
  const again = askForHelp(failed, "fresh", { id: "two", session: 1 })!;
  // The first one's answer comes late.
  expect(onHelpAnswer(again, "one", refused)).toBe(again);
  expect(onHelpView(again, null, 5)).toBe(again);
});
