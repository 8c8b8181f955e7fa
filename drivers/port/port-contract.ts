/**
 * What every port must do, whatever carries its bytes. Asserts with `node:assert`, so that the cases run under vitest
 * and, where the serial library is concerned, under `node:test` in a process of its own.
 */
import assert from "node:assert/strict";
import type { Port } from "./port.ts";

/** One device at the end of one kind of line. */
export interface PortWorld {
  open(): Promise<Port>;
  /** The device's side of the line last opened. */
  side(): Promise<Port>;
  /** Pulls the cable; from then on the device is absent. */
  unplug?: () => Promise<void> | void;
  end(): Promise<void>;
}

export type PortFacility = "unplug" | "exclusive" | "absent";

interface PortCase {
  title: string;
  needs: readonly PortFacility[];
  run: (world: PortWorld) => Promise<void>;
}

/** The cases that can be tried in a world with these: a cable to pull, a line for one only, a name that can be missing. */
export function portCasesFor(has: readonly PortFacility[]): PortCase[] {
  return cases.filter(({ needs }) => needs.every((need) => has.includes(need)));
}

const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

/** Resolves when so many bytes have come. */
async function hear(port: Port, length: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  await new Promise<void>((resolve) => {
    let heard = 0;
    const stop = port.onBytes((bytes) => {
      parts.push(Uint8Array.from(bytes));
      heard += bytes.length;
      if (heard < length) return;
      stop();
      resolve();
    });
  });
  return Buffer.concat(parts);
}

const cases: readonly PortCase[] = [
  {
    title: "carries every byte both ways, in order",
    needs: [],
    run: async (world) => {
      const port = await world.open();
      const side = await world.side();
      const atDevice = hear(side, 256);
      await port.write(everyByte);
      assert.deepEqual([...(await atDevice)], [...everyByte]);
      const atDriver = hear(port, 256);
      await side.write(everyByte);
      assert.deepEqual([...(await atDriver)], [...everyByte]);
      await port.close();
    },
  },
  {
    title: "keeps writes whole and in order when nobody waits for them",
    needs: [],
    run: async (world) => {
      const port = await world.open();
      const side = await world.side();
      const parts = Array.from({ length: 40 }, (_, i) => Buffer.alloc(100 + i, i));
      const whole = Buffer.concat(parts);
      const atDevice = hear(side, whole.length);
      const reused = Buffer.alloc(200);
      await Promise.all(
        parts.map((part) => {
          part.copy(reused);
          return port.write(Uint8Array.from(reused.subarray(0, part.length)));
        }),
      );
      assert.ok((await atDevice).equals(whole));
      await port.close();
    },
  },
  {
    title: "keeps what comes before anybody listens",
    needs: [],
    run: async (world) => {
      const port = await world.open();
      const side = await world.side();
      await side.write(Uint8Array.of(1, 2, 3));
      const heard = await hear(port, 3);
      assert.deepEqual([...heard], [1, 2, 3]);
      await port.close();
    },
  },
  {
    title: "closed by us says so, once, and takes no more",
    needs: [],
    run: async (world) => {
      const port = await world.open();
      await Promise.all([port.close(), port.close()]);
      assert.deepEqual(await port.closed, { kind: "byUs" });
      await assert.rejects(port.write(everyByte), { name: "PortError", code: "closed" });
      await (await world.open()).close();
    },
  },
  {
    title: "held by one is busy for another, and free again after",
    needs: ["exclusive"],
    run: async (world) => {
      const port = await world.open();
      await assert.rejects(world.open(), { name: "PortError", code: "busy" });
      await port.close();
      await (await world.open()).close();
    },
  },
  {
    title: "unplugged says so, and what is written then is refused",
    needs: ["unplug"],
    run: async (world) => {
      const port = await world.open();
      await world.unplug?.();
      assert.deepEqual(await port.closed, { kind: "unplugged" });
      await assert.rejects(port.write(everyByte), { name: "PortError", code: "closed" });
      await port.close();
    },
  },
  {
    title: "not there is absent",
    needs: ["unplug", "absent"],
    run: async (world) => {
      await world.unplug?.();
      await assert.rejects(world.open(), { name: "PortError", code: "absent" });
    },
  },
];
