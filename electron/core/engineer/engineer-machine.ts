/**
 * An engineer at the kiosk as a pure machine: outside, at the door, inside. It stands beside the citizen's session and
 * never sees it: what a card or a code says does not come in here, only that there was one.
 */
import type {
  BundlePlace,
  DoorTrouble,
  EngineerAsk,
  EngineerTest,
  OutReason,
} from "../../engineer-bridge.ts";
import type { EngineerNote } from "./notes.ts";

export type Run =
  | { at: "none" }
  | { at: "running"; test: EngineerTest; id: string; since: number }
  | { at: "ended"; test: EngineerTest; passed: boolean; code: string; count: number | null };

export type EngineerState =
  | { at: "outside" }
  /** `checking` is the id of the question whether this PIN is right. */
  | { at: "door"; touched: number; checking: string | null; trouble: DoorTrouble | null }
  | {
      at: "inside";
      touched: number;
      staff: string;
      kept: boolean;
      run: Run;
      bundle: { file: string } | { failed: string } | null;
    };

export type EngineerInput =
  | { kind: "ask"; ask: EngineerAsk }
  | { kind: "touch" }
  | { kind: "checked"; id: string; result: Checked }
  /** What the tested device said: a slip's end, a card's kind, a code's length. */
  | { kind: "tested"; test: EngineerTest; id?: string; passed: boolean; code: string; count: number | null }
  | { kind: "bundled"; result: { file: string } | { failed: string } }
  /** Nobody looks at a page any more. */
  | { kind: "pageGone" }
  | { kind: "tick" };

export type Checked = { ok: true; staff: string; kept: boolean } | { ok: false; trouble: DoorTrouble };

export type EngineerEffect =
  /** The PIN is in here and nowhere else. */
  | { kind: "check"; id: string; staff: string; pin: string }
  | { kind: "print"; id: string }
  | { kind: "bundle"; to: BundlePlace }
  | { kind: "service"; out: OutReason | null }
  | { kind: "note"; staff: string | null; act: EngineerNote["act"] };

export interface EngineerTurn {
  state: EngineerState;
  effects: EngineerEffect[];
}

interface Context {
  now: number;
  newId: () => string;
  /** This kiosk has what is tested. */
  isFitted: (test: EngineerTest) => boolean;
}

export const doorQuietMs = 60_000;
export const insideQuietMs = 180_000;
/** Of it, the countdown. */
export const insideCountdownMs = 30_000;
/** How long a test waits for a card, a code, an ear or a printer. */
export const testPatienceMs: Readonly<Record<EngineerTest, number>> = {
  ticketPrinter: 60_000,
  cardReader: 30_000,
  scanner: 30_000,
  speaker: 30_000,
};

export const outside: EngineerState = { at: "outside" };
const stay = (state: EngineerState, effects: EngineerEffect[] = []): EngineerTurn => ({ state, effects });

/** One step. Pure: the same arguments give the same turn. */
export function stepEngineer(state: EngineerState, input: EngineerInput, context: Context): EngineerTurn {
  if (state.at === "outside")
    return input.kind === "ask" && input.ask.do === "knock"
      ? stay({ at: "door", touched: context.now, checking: null, trouble: null })
      : stay(state);
  return state.at === "door" ? atDoor(state, input, context) : inside(state, input, context);
}

type Door = EngineerState & { at: "door" };
type Inside = EngineerState & { at: "inside" };

function atDoor(state: Door, input: EngineerInput, { now, newId }: Context): EngineerTurn {
  switch (input.kind) {
    case "touch":
      return stay({ ...state, touched: now });
    case "pageGone":
      return stay(outside);
    case "tick":
      return now - state.touched >= doorQuietMs ? stay(outside) : stay(state);
    case "checked":
      return state.checking === input.id ? onChecked(state, input.result, now) : stay(state);
    case "ask": {
      if (input.ask.do === "leave") return stay(outside);
      if (input.ask.do !== "signIn" || state.checking !== null) return stay(state);
      const { staff, pin } = input.ask;
      const id = newId();
      return stay({ at: "door", touched: now, checking: id, trouble: null }, [
        { kind: "check", id, staff, pin },
      ]);
    }
    default:
      return stay(state);
  }
}

function onChecked(state: Door, result: Checked, now: number): EngineerTurn {
  if (result.ok)
    return stay(
      {
        at: "inside",
        touched: now,
        staff: result.staff,
        kept: result.kept,
        run: { at: "none" },
        bundle: null,
      },
      [
        {
          kind: "note",
          staff: result.staff,
          act: { kind: "entered", proof: result.kept ? "kept" : "hall" },
        },
      ],
    );
  const next = { ...state, touched: now, checking: null, trouble: result.trouble };
  return result.trouble.code === "locked"
    ? stay(next, [{ kind: "note", staff: null, act: { kind: "lockedOut" } }])
    : stay(next);
}

function inside(state: Inside, input: EngineerInput, context: Context): EngineerTurn {
  const { now } = context;
  switch (input.kind) {
    case "touch":
      return stay({ ...state, touched: now });
    case "pageGone":
      return leave(state, "pageGone");
    case "tick":
      return onTick(state, now);
    case "tested":
      return onTested(state, input, now);
    case "bundled":
      return stay({ ...state, bundle: input.result });
    case "ask":
      return onAsk({ ...state, touched: now }, input.ask, context);
    default:
      return stay(state);
  }
}

function onAsk(state: Inside, ask: EngineerAsk, { now, newId, isFitted }: Context): EngineerTurn {
  const note = (act: EngineerNote["act"]): EngineerEffect => ({ kind: "note", staff: state.staff, act });
  switch (ask.do) {
    case "leave":
      return leave(state, "asked");
    case "test": {
      if (state.run.at === "running") return stay(state);
      const id = newId();
      const running: Inside = { ...state, run: { at: "running", test: ask.test, id, since: now } };
      // Nobody waits for what is not there.
      if (!isFitted(ask.test))
        return onTested(running, { test: ask.test, passed: false, code: "notFitted", count: null }, now);
      return stay(running, ask.test === "ticketPrinter" ? [{ kind: "print", id }] : []);
    }
    case "stopTest":
      // A slip on its way can't be called back: its end is waited for.
      return state.run.at === "running" && state.run.test === "ticketPrinter"
        ? stay(state)
        : stay({ ...state, run: { at: "none" } });
    case "heard":
      return onTested(
        state,
        { test: "speaker", passed: ask.yes, code: ask.yes ? "heard" : "notHeard", count: null },
        now,
      );
    case "bundle":
      return stay({ ...state, bundle: null }, [
        { kind: "bundle", to: ask.to },
        note({ kind: "bundled", to: ask.to }),
      ]);
    case "takeOut":
      return stay(state, [
        { kind: "service", out: ask.reason },
        note({ kind: "takenOut", reason: ask.reason }),
      ]);
    case "return":
      return stay(state, [{ kind: "service", out: null }, note({ kind: "returned" })]);
    default:
      return stay(state);
  }
}

/** What a device says counts for the test that runs, and for no other. */
function onTested(
  state: Inside,
  { test, id, passed, code, count }: Omit<EngineerInput & { kind: "tested" }, "kind">,
  now: number,
): EngineerTurn {
  const { run } = state;
  if (run.at !== "running" || run.test !== test || (id !== undefined && id !== run.id)) return stay(state);
  return stay({ ...state, touched: now, run: { at: "ended", test, passed, code, count } }, [
    { kind: "note", staff: state.staff, act: { kind: "tested", test, passed } },
  ]);
}

function onTick(state: Inside, now: number): EngineerTurn {
  const { run } = state;
  if (run.at === "running" && now - run.since >= testPatienceMs[run.test])
    return onTested(state, { test: run.test, passed: false, code: "nothing", count: null }, now);
  const isQuiet = run.at !== "running" && now - state.touched >= insideQuietMs;
  return isQuiet ? leave(state, "quiet") : stay(state);
}

const leave = (state: Inside, why: "asked" | "quiet" | "pageGone"): EngineerTurn =>
  stay(outside, [{ kind: "note", staff: state.staff, act: { kind: "left", why } }]);

/** Seconds until an engineer who touches nothing is out; null while there is time. */
export function insideCountdown(state: EngineerState, now: number): number | null {
  if (state.at !== "inside" || state.run.at === "running") return null;
  const left = insideQuietMs - (now - state.touched);
  return left <= insideCountdownMs ? Math.max(0, Math.ceil(left / 1000)) : null;
}
