import { describe, expect, test } from "vitest";
import type { DeviceHealth, DeviceStatus } from "../../drivers/device/device.ts";
import { WireCommand, type Ack } from "../../hall-server/contract/commands.ts";
import { deviceReport } from "../../hall-server/contract/device-report.ts";
import { type DeviceReport, DeviceReports } from "./device-reports.ts";
import { nearestInService } from "./session/offer.ts";

const which = { place: { at: "kiosk", id: "k1" }, device: "printer", kind: "ticketPrinter" } as const;
const health = (status: DeviceStatus, more: Partial<DeviceHealth> = {}): DeviceHealth => ({
  status,
  identity: {},
  counters: {},
  lastError: null,
  lastHeard: null,
  ...more,
});
const reportOf = (status: DeviceStatus): DeviceReport => deviceReport(which, health(status))!;

describe("D-84 a driver's health in the hall's words", () => {
  test.each<[DeviceStatus, object]>([
    [{ state: "ready" }, { state: "ready" }],
    [
      { state: "degraded", problem: "paperNearEnd" },
      { state: "degraded", cause: "paperLow" },
    ],
    [
      { state: "failed", problem: "paperOut" },
      { state: "down", cause: "paperOut" },
    ],
    [
      { state: "failed", problem: "forbidden" },
      { state: "down", cause: "noPermission" },
    ],
    [
      { state: "absent", problem: "unplugged" },
      { state: "down", cause: "absent" },
    ],
    [
      { state: "givenUp", problem: "silent" },
      { state: "down", cause: "silent" },
    ],
    [
      { state: "failed", problem: "moduleUnauthorised" },
      { state: "down", cause: "fault" },
    ],
    [
      { state: "failed", problem: "constructor" },
      { state: "down", cause: "fault" },
    ],
  ])("%o", (status, expected) => {
    const report = reportOf(status);
    expect(report.status).toEqual(expected);
    expect(report.snapshot?.code).toBe("problem" in status ? status.problem : null);
  });

  test("what is not known yet is not told", () => {
    expect(deviceReport(which, health({ state: "starting" }))).toBeNull();
  });

  test("whatever a device says of itself, the hall's gate takes the report", () => {
    const identity = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`fact${i}`, "张三\n".repeat(40)]),
    );
    const told = deviceReport(which, health({ state: "failed", problem: "so bad!" }, { identity }));
    expect(WireCommand.safeParse(told).error).toBeUndefined();
    expect(told?.snapshot?.code).toBeNull();
  });
});

/** Reports to a hall that answers as a test says. */
function rig() {
  const sent: { cause: string; id: string }[] = [];
  const refused: string[] = [];
  const world = { answer: { ok: true, seq: 1, result: {} } as Ack<"reportDevice">, ids: 0 };
  const reports = new DeviceReports({
    send: async ({ status }, id) => {
      sent.push({ cause: status.state === "ready" ? "ready" : status.cause, id });
      return world.answer;
    },
    newId: () => `id-${++world.ids}`,
    onRefused: (_, { code }) => refused.push(code),
  });
  const told = async () => {
    await reports.tell();
    // Whoever was telling has said all there was.
    await new Promise((resolve) => setImmediate(resolve));
    return sent.splice(0).map(({ cause }) => cause);
  };
  return { reports, sent, refused, world, told };
}

const low = reportOf({ state: "degraded", problem: "paperNearEnd" });
const out = reportOf({ state: "failed", problem: "paperOut" });

describe("D-85 what the hall is told of a kiosk's devices", () => {
  test("each change once, in order", async () => {
    const { reports, told } = rig();
    reports.linked(true);
    reports.changed(low);
    expect(await told()).toEqual(["paperLow"]);
    reports.changed(out);
    expect(await told()).toEqual(["paperOut"]);
    expect(await told()).toEqual([]);
  });

  test("after the hall was away: the present, once, and nothing of what was meanwhile", async () => {
    const { reports, told } = rig();
    reports.changed(low);
    expect(await told()).toEqual([]);
    reports.linked(true);
    expect(await told()).toEqual(["paperLow"]);
    reports.linked(false);
    for (const each of [out, low, out]) reports.changed(each);
    expect(await told()).toEqual([]);
    reports.linked(true);
    reports.linked(true);
    expect(await told()).toEqual(["paperOut"]);
    reports.linked(false);
    reports.linked(true);
    expect(await told()).toEqual(["paperOut"]);
  });

  test("an answer that did not come is asked for again; a refusal is told and not repeated", async () => {
    const { reports, refused, world, sent, told } = rig();
    reports.linked(true);
    world.answer = { ok: false, refusal: { code: "unreachable", params: {} } };
    reports.changed(low);
    expect(await told()).toEqual(["paperLow"]);
    expect(await told()).toEqual(["paperLow"]);
    world.answer = { ok: false, refusal: { code: "unknownPlace", params: {} } };
    expect(await told()).toEqual(["paperLow"]);
    expect(await told()).toEqual([]);
    expect([refused, sent]).toEqual([["unknownPlace"], []]);
  });
});

test("D-83 the nearest other kiosk in service, as the configuration has them in a row; else nobody", () => {
  const row = (...inService: boolean[]) =>
    inService.map((is, i) => ({
      kiosk: `k${i + 1}`,
      name: { zh: `${i + 1}号`, en: `${i + 1}` },
      inService: is,
    }));
  expect(nearestInService(row(true, false, true, true), "k2")?.en).toBe("1");
  expect(nearestInService(row(true, false, false, true), "k3")?.en).toBe("4");
  expect(nearestInService(row(true, true), "k1")?.en).toBe("2");
  expect(nearestInService(row(true), "k1")).toBeNull();
  expect(nearestInService(row(false, false), "k1")).toBeNull();
});
