import { describe, expect, test } from "vitest";
import { Session } from "../testing/session.ts";
import { viewOf } from "../view.ts";

describe("K-3 printing", () => {
  const failed = { outcome: "failed", cause: "paperOut" } as const;
  const unknown = { outcome: "unknown", cause: "noProof" } as const;
  const print = (session: Session, result: typeof failed | typeof unknown | { outcome: "printed" }) =>
    session.feed({ kind: "printResult", jobId: session.at("printing").jobId, result });
  const outcomes = (session: Session) => session.of("confirmPrint").map(({ outcome }) => outcome);

  test("a failed print is told to the hall and never tried again by itself", () => {
    const session = print(new Session().toPrinting(), failed).pass(60_000);
    expect(session.at("printTrouble").trouble).toBe("paperOut");
    expect(session.of("print")).toHaveLength(1);
    expect(outcomes(session)).toEqual(["failed"]);
  });

  test("the page follows the printer: another fault, paper again; that no slip is there stays its citizen's word", () => {
    const isNow = (fault: "paperOut" | "coverOpen" | null) =>
      ({
        kind: "printer",
        status: { connection: "connected", paper: "ok", cover: "closed", fault },
      }) as const;
    const session = print(new Session().toPrinting(), failed);
    const said = () => session.at("printTrouble").trouble;
    expect(session.feed(isNow(null)) && said()).toBe("paperOut");
    expect(session.feed(isNow("coverOpen")) && said()).toBe("coverOpen");
    expect(session.feed(isNow(null)) && said()).toBe("mended");
    expect(session.feed(isNow("paperOut")) && said()).toBe("paperOut");
    const asked = print(new Session().toPrinting(), unknown).do({ kind: "gotSlip", yes: false });
    asked.feed(isNow("paperOut")).feed(isNow(null));
    expect(asked.at("printTrouble").trouble).toBe("notInHand");
  });

  test("K-114 a slip that should be out is said to be taken, and nothing else follows until the printer has its say", () => {
    const session = new Session().toPrinting().pass(4_750);
    const shown = () => viewOf(session.state, session.now, 4).screen;
    expect(shown()).toMatchObject({ kind: "printing", isSlow: false });
    session.pass(250);
    expect(shown()).toMatchObject({ kind: "printing", isSlow: true });
    expect(session.pass(20_000).of("print")).toHaveLength(1);
    expect(outcomes(session)).toEqual([]);
    expect(outcomes(print(session, unknown))).toEqual(["unknown"]);
    session.at("handed");
  });

  test("printed again it is the same number, marked", () => {
    const session = print(print(new Session().toPrinting(), failed).do("retryPrint"), { outcome: "printed" });
    expect(session.of("print").map(({ reprint, given }) => [reprint, given.number])).toEqual([
      [false, "D013"],
      [true, "D013"],
    ]);
    expect(outcomes(session)).toEqual(["failed", "printed"]);
    session.at("done");
  });

  test("without paper if the citizen says so", () => {
    const session = print(new Session().toPrinting(), failed).do("goPaperless");
    expect(session.at("done").slip).toBe("paperless");
    expect(outcomes(session)).toEqual(["failed", "paperless"]);
  });

  test("given back if the citizen wants no number any more", () => {
    const session = print(new Session().toPrinting(), failed).do("cancel");
    // Said in their language, until they go or nobody is there.
    expect(session.at("givenBack")).toMatchObject({ number: "D013", isKept: false });
    session.pass(15_000).at("idle");
    expect(session.of("cancelTicket")).toMatchObject([{ ticket: "t-1", reason: "printFailed" }]);
  });

  test("拿到票了吗? yes", () => {
    const session = print(new Session().toPrinting(), unknown).do({ kind: "gotSlip", yes: true });
    expect(session.at("done").slip).toBe("printed");
    expect(outcomes(session)).toEqual(["unknown", "printed"]);
  });

  test("拿到票了吗? no", () => {
    const session = print(new Session().toPrinting(), unknown).do({ kind: "gotSlip", yes: false });
    expect(session.at("printTrouble").trouble).toBe("notInHand");
    expect(outcomes(session)).toEqual(["unknown", "failed"]);
  });

  test("a printer that never answers is of unknown outcome", () => {
    const session = new Session().toPrinting().pass(50_000);
    session.at("handed");
    expect(outcomes(session)).toEqual(["unknown"]);
  });

  test("a slip that comes late is asked about", () => {
    const session = print(new Session().toPrinting(), failed);
    session.feed({ kind: "latePrint", jobId: session.at("printTrouble").jobId });
    expect(session.state.step.at).toBe("handed");
  });

  test("a slip that comes when its citizen has gone counts: whoever holds it is called", () => {
    const session = print(new Session().toPrinting(), failed);
    const { jobId } = session.at("printTrouble");
    session.pass(91_000).at("idle");
    session.do("startWithoutCard").feed({ kind: "latePrint", jobId }).at("choose");
    expect(session.of("confirmPrint").map(({ ticket, outcome }) => [ticket, outcome])).toEqual([
      ["t-1", "failed"],
      ["t-1", "printed"],
    ]);
    session.feed({ kind: "latePrint", jobId });
    expect(outcomes(session)).toHaveLength(2);
  });

  test("so does proof that comes when nobody waits for it any more", () => {
    const session = print(new Session().toPrinting(), unknown);
    const { jobId } = session.at("handed");
    session.pass(91_000).feed({ kind: "printResult", jobId, result: { outcome: "printed" } });
    expect(outcomes(session)).toEqual(["unknown", "printed"]);
  });

  test("but not one of a number that was given back, or is in line without paper, or is just being printed again", () => {
    const late = (session: Session, jobId: string) => outcomes(session.feed({ kind: "latePrint", jobId }));
    const jobOf = (session: Session) => session.at("printTrouble").jobId;
    const givenBack = print(new Session().toPrinting(), failed);
    const job = jobOf(givenBack);
    expect(late(givenBack.do("cancel"), job)).toEqual(["failed"]);
    const paperless = print(new Session().toPrinting(), failed);
    const other = jobOf(paperless);
    expect(late(paperless.do("goPaperless"), other)).toEqual(["failed", "paperless"]);
    const again = print(new Session().toPrinting(), failed);
    const before = jobOf(again);
    expect(late(again.do("retryPrint"), before)).toEqual(["failed"]);
    print(again, failed);
    expect(again.feed({ kind: "latePrint", jobId: before }).state.step.at).toBe("handed");
  });

  test("left alone, the hall has had the last word that is true", () => {
    const session = print(new Session().toPrinting(), unknown).pass(91_000);
    session.at("idle");
    expect(outcomes(session)).toEqual(["unknown"]);
  });
});
