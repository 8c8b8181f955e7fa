import { expect, test } from "vitest";
import { DiskWatch } from "./disk-watch.ts";

test("D-88 the manager hears that the hall's disk fills up, and that it has room again; a look that fails says nothing", async () => {
  const told: string[] = [];
  let free = 50;
  const watch = new DiskWatch({
    room: async () => (free < 0 ? Promise.reject(new Error("gone")) : { free, all: 100 }),
    execute: ({ status, snapshot }) => void told.push(`${status.state} ${snapshot?.code}`),
    onFault: (what) => void told.push(what),
  });
  for (free of [50, 9, 8, 1, 5, -1, 50]) await watch.look();
  expect(told).toEqual(["degraded 90", "degraded 98", "degraded 90", "looking at the disk", "ready null"]);
});
