import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askEveryMs, PageWatch, patienceMs } from "./page-watch.ts";
import { type DisplayFacts, idleTouchDisplays, planWindows, windowSettings } from "./windows.ts";

const display = (id: number, touchSupport: DisplayFacts["touchSupport"] = "unknown"): DisplayFacts => ({
  id,
  label: `D${id}`,
  touchSupport,
  bounds: { x: id * 1000, y: 0, width: 1000, height: 1000 },
});
const settingsOf = (env: NodeJS.ProcessEnv) => {
  const settings = windowSettings(env);
  if ("problem" in settings) throw new Error(settings.problem);
  return settings;
};
const shown = (displays: DisplayFacts[], env: NodeJS.ProcessEnv = {}) =>
  planWindows(displays, settingsOf(env)).map(({ display: { id }, shows }) => `${id} ${shows}`);

describe("K-77 windows", () => {
  test("stand on the first display that can be touched, else on the first; a second one faces those who wait if wanted", () => {
    const touch = display(2, "available");
    expect(shown([display(1)])).toEqual(["1 kiosk"]);
    expect(shown([display(1), touch], { KIOSK_CUSTOMER_DISPLAY: "auto" })).toEqual(["2 kiosk", "1 customer"]);
    expect(shown([display(1), touch], { KIOSK_DISPLAY: "d1", KIOSK_CUSTOMER_DISPLAY: "2" })).toEqual([
      "1 kiosk",
      "2 customer",
    ]);
    expect(shown([display(1)], { KIOSK_DISPLAY: "gone", KIOSK_CUSTOMER_DISPLAY: "1" })).toEqual(["1 kiosk"]);
  });

  test("are never two for citizens: one core has one session, and who wants two is told what to do", () => {
    const touch = [display(2, "available"), display(3, "available")];
    const auto = { KIOSK_CUSTOMER_DISPLAY: "auto" };
    expect(shown([display(1), ...touch])).toEqual(["2 kiosk"]);
    expect(shown([...touch, display(4)], auto)).toEqual(["2 kiosk", "4 customer"]);
    expect(shown(touch, { KIOSK_DISPLAY: "3" })).toEqual(["3 kiosk"]);
    const idle = idleTouchDisplays(touch, planWindows(touch, settingsOf({})));
    expect(idle.map(({ id }) => id)).toEqual([3]);
    for (const env of [{ KIOSK_DISPLAY: "2,3" }, { KIOSK_DISPLAYS: "2,3" }])
      expect(windowSettings(env)).toMatchObject({ problem: expect.stringMatching(/own KIOSK_ID/) as string });
  });

  test("never take one display twice, and always leave one for citizens", () => {
    const some = fc.uniqueArray(
      fc.tuple(fc.nat(5), fc.constantFrom("available", "unknown") as fc.Arbitrary<"available">),
      {
        selector: ([id]) => id,
        minLength: 1,
      },
    );
    const name = fc.constantFrom("", "D0", "1", "auto", "none");
    fc.assert(
      fc.property(some, name, name, (displays, kiosk, customer) => {
        const plans = planWindows(
          displays.map(([id, touch]) => display(id, touch)),
          settingsOf({ KIOSK_DISPLAY: kiosk, KIOSK_CUSTOMER_DISPLAY: customer }),
        );
        expect(new Set(plans.map((plan) => plan.display.id)).size).toBe(plans.length);
        expect(plans.filter(({ shows }) => shows === "kiosk")).toHaveLength(1);
        expect(plans.filter(({ shows }) => shows === "customer").length).toBeLessThan(2);
      }),
    );
  });
});

describe("K-77 a page that hangs", () => {
  const world = () => {
    const it = { now: 0, answers: [] as (() => void)[], hung: 0 };
    const contents = {
      executeJavaScript: () => new Promise<void>((resolve) => void it.answers.push(resolve)),
      isDestroyed: () => false,
    };
    const watch = new PageWatch(
      contents,
      () => it.now,
      () => void (it.hung += 1),
    );
    const pass = (ms: number) => {
      for (const end = it.now + ms; it.now < end;) {
        it.now += askEveryMs;
        watch.look();
      }
    };
    return { it, watch, pass };
  };

  test("is noticed within five seconds, once, and not before it was loaded", () => {
    const { it, watch, pass } = world();
    pass(60_000);
    expect([it.answers.length, it.hung]).toEqual([0, 0]);
    watch.loaded();
    pass(5_000);
    expect(it.hung).toBe(1);
    pass(60_000);
    expect(it.hung).toBe(1);
    watch.loaded();
    pass(5_000);
    expect(it.hung).toBe(2);
    expect(patienceMs + askEveryMs).toBeLessThan(5_000);
  });

  test("is none as long as it answers", async () => {
    const { it, watch, pass } = world();
    watch.loaded();
    for (let n = 0; n < 50; n++) {
      pass(1_000);
      it.answers.shift()?.();
      await Promise.resolve();
    }
    expect(it.hung).toBe(0);
  });
});
