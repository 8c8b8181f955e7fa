/**
 * What every ID-card reader must do, whatever its line: the same cases run over memory, the serial library's mock, a
 * pseudo serial line, TCP, HID, USB, and over hardware. They assert with `node:assert`, so that they run under vitest
 * and under `node:test`.
 */
import assert from "node:assert/strict";
import type { OpenPort } from "../port/port.ts";
import { citizen } from "./simulator/citizens.ts";
import type { SimulatedReader } from "./simulator/simulated-reader.ts";
import { kind, state, status, watch } from "./watch-reader.ts";

/** One reader at the end of one kind of line. */
export interface ReaderWorld {
  open: OpenPort;
  /** Who lays cards; absent for hardware. */
  device?: SimulatedReader;
  /** The cable, where somebody can pull it. */
  cable?: { unplug(): Promise<void> | void; plug(): Promise<void> | void };
  end(): Promise<void>;
}

interface ReaderCase {
  title: string;
  /** What the world must have for it. */
  needs: readonly Facility[];
  run: (world: ReaderWorld) => Promise<void>;
}

/** What a world may have: a hand that lays cards, a cable that can be pulled, a line that only one may open. */
export type Facility = "device" | "cable" | "exclusive";

/** The cases that can be tried in a world with these. */
export function casesFor(has: readonly Facility[]): ReaderCase[] {
  return readerContract.filter(({ needs }) => needs.every((need) => has.includes(need)));
}

function deviceOf({ device }: ReaderWorld): SimulatedReader {
  assert.ok(device);
  return device;
}

const readerContract: readonly ReaderCase[] = [
  {
    title: "becomes ready, says who it is, stops, and opens again",
    needs: [],
    run: async (world) => {
      for (let i = 0; i < 2; i++) {
        const { reader, nextStatus } = watch(world.open);
        assert.deepEqual(await nextStatus(status("ready")), { state: "ready" });
        const { identity, counters } = reader.health();
        assert.match(identity["sam"] ?? "", /^\d{2}\.\d{2}-\d{8}-\d{10}-\d{10}$/);
        assert.equal(counters["opens"], 1);
        await reader.stop();
      }
    },
  },
  {
    title: "is ours alone while it is open",
    needs: ["exclusive"],
    run: async (world) => {
      const { reader, nextStatus } = watch(world.open);
      await nextStatus(status("ready"));
      await assert.rejects(world.open(), { name: "PortError", code: "busy" });
      const second = watch(world.open);
      assert.deepEqual(await second.nextStatus(status("failed")), { state: "failed", problem: "busy" });
      await reader.stop();
      second.reader.retryNow();
      await second.nextStatus(status("ready"));
      await second.reader.stop();
    },
  },
  {
    title: "reads cards of all kinds, each once, and notices when they are lifted",
    needs: ["device"],
    run: async (world) => {
      const device = deviceOf(world);
      const { reader, next } = watch(world.open);
      await next(state("ready"));
      for (const id of ["zhang-ceshi", "ji-ceming", "chan-cegong", "maria-ceshi", "anna-ceshi"]) {
        const { card } = citizen(id);
        device.lay(card);
        assert.deepEqual(await next(kind("card")), { kind: "card", card });
        device.lift();
        await next(kind("lifted"));
      }
      assert.equal(reader.health().counters["reads"], 5);
      await reader.stop();
    },
  },
  {
    title: "says why a card can't be read",
    needs: ["device"],
    run: async (world) => {
      const device = deviceOf(world);
      const { reader, next } = watch(world.open);
      await next(state("ready"));
      device.lay("unreadable");
      assert.deepEqual(await next(kind("unreadable")), { kind: "unreadable", reason: "readFailed" });
      device.lift();
      await next(kind("lifted"));
      device.lay(citizen("wang-yan").card, { removeMidRead: true });
      assert.deepEqual(await next(kind("unreadable")), {
        kind: "unreadable",
        reason: "removedWhileReading",
      });
      await reader.stop();
    },
  },
  {
    title: "unplugged in the middle of a card tells nothing of its citizen, and reads again once it is back",
    needs: ["device", "cable"],
    run: async (world) => {
      const { cable } = world;
      assert.ok(cable);
      const device = deviceOf(world);
      const { reader, next, nextStatus, seen } = watch(world.open);
      await next(state("ready"));
      await new Promise<void>((resolve) => {
        device.lay(citizen("zhang-ceshi").card, { stallMidRead: resolve });
      });
      await cable.unplug();
      assert.deepEqual(await next(kind("unreadable")), { kind: "unreadable", reason: "readerLost" });
      assert.deepEqual(await nextStatus(status("absent")), { state: "absent", problem: "unplugged" });
      assert.equal(seen(kind("card")), 0);
      device.lift();
      await cable.plug();
      await next(state("ready"));
      device.lay(citizen("li-cefu").card);
      assert.deepEqual(await next(kind("card")), { kind: "card", card: citizen("li-cefu").card });
      await reader.stop();
    },
  },
];
