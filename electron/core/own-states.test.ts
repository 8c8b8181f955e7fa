import { expect, test } from "vitest";
import type { DeviceReport } from "./device-reports.ts";
import { OwnState, roomTrouble, serviceTrouble } from "./own-states.ts";
import type { Surroundings } from "./session/session-state.ts";

test("K-87 the hall is told that a kiosk's page crashed again and again, also after it was out of service and came back", () => {
  const told: string[] = [];
  const changed = ({ status, snapshot }: DeviceReport) =>
    void told.push(`${status.state} ${"cause" in status && status.cause} ${snapshot?.code}`);
  const reports = { changed, gone: () => void told.push("gone") };
  const around = (takenOut: Surroundings["takenOut"]) =>
    ({
      takenOut,
      ledgerFails: false,
      hall: "fresh",
      offline: { kind: "off" },
      printer: { fault: null },
    }) as unknown as Surroundings;
  const service = new OwnState({ kiosk: "k1", kind: "service", reports, beat: () => {} });
  for (const takenOut of [null, "maintenance", null] as const)
    service.say(serviceTrouble(around(takenOut), 1_000));
  expect(told).toEqual([
    "degraded pageCrashes pageCrashes",
    "down outOfService maintenance",
    "degraded pageCrashes pageCrashes",
  ]);
  // A long weekend later somebody is still told, and no longer.
  const hour = 3_600_000;
  service.say(serviceTrouble(around(null), 71 * hour));
  expect(told).toHaveLength(3);
  service.say(serviceTrouble(around(null), 72 * hour));
  expect([told.at(-1), service.shown()]).toEqual(["gone", []]);
});

test("D-88 a disk with little room is a trouble of its own", () => {
  expect(roomTrouble({ blocks: 1_000, bavail: 101 })).toBeNull();
  expect(roomTrouble({ blocks: 1_000, bavail: 99 })).toEqual({
    status: { state: "degraded", cause: "diskFilling" },
    code: "90",
  });
});
