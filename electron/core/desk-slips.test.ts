import { expect, test } from "vitest";
import { Session } from "./testing/session.ts";
import { viewOf } from "./view.ts";

const slipSeen = (session: Session) => viewOf(session.state, session.now, 4).deskSlip;
const sent = (session: Session, state: "printing" | "out") =>
  session.feed({ kind: "deskSlip", slip: { number: "A012", state } });

test("G-10 a slip of the desk's is named while it is printed, however long, and for 15 s after it came out", () => {
  const session = sent(new Session(), "printing").pass(60_000);
  expect(slipSeen(session)).toEqual({ number: "A012", state: "printing" });
  sent(session, "out").pass(14_750);
  expect(slipSeen(session)).toEqual({ number: "A012", state: "out" });
  expect(slipSeen(session.pass(250))).toBeNull();
});

test("G-10 one that failed is not spoken of, and the next one is the one that is named", () => {
  expect(slipSeen(sent(new Session(), "printing").feed({ kind: "deskSlip", slip: null }))).toBeNull();
  const session = sent(new Session(), "out");
  session.pass(10_000).feed({ kind: "deskSlip", slip: { number: "B003", state: "printing" } });
  expect(slipSeen(session.pass(10_000))?.number).toBe("B003");
});

test("G-10 it changes nothing for whoever has begun meanwhile: same step, same time left", () => {
  const begin = () => sent(new Session(), "printing").do("startWithoutCard").pass(20_000);
  const [undisturbed, session] = [begin(), begin()];
  sent(session, "out");
  const { deskSlip: _, ...surroundings } = session.state.surroundings;
  expect({ ...undisturbed.state, surroundings: null }).toEqual({ ...session.state, surroundings: null });
  expect(undisturbed.state.surroundings).toMatchObject(surroundings);
  expect(slipSeen(session)).toEqual({ number: "A012", state: "out" });
});
