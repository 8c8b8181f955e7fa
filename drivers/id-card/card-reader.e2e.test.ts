import { fileURLToPath } from "node:url";
import { MockBinding } from "@serialport/binding-mock";
import type { MockPortBinding } from "@serialport/binding-mock";
import { expect, test } from "vitest";
import { openPort } from "../port/open-port.ts";
import type { Port } from "../port/port.ts";
import { runCheck } from "../port/run-check.ts";
import { listenTcpDevice } from "../port/tcp-device.ts";
import { citizen } from "./simulator/citizens.ts";
import { SimulatedReader } from "./simulator/simulated-reader.ts";
import { kind, state, watch } from "./watch-reader.ts";

test("D-7 over a pseudo serial line", async () => {
  const path = fileURLToPath(new URL("card-reader.check.ts", import.meta.url));
  expect(await runCheck(path)).toEqual({ code: 0, output: "" });
}, 60_000);

test("D-7 over TCP, again after the connection was cut", async () => {
  const listening = await listenTcpDevice();
  const device = new SimulatedReader();
  listening.onConnection((port) => device.attach(port));
  const { reader, next } = watch(() => openPort(listening.url));
  device.lay(citizen("ji-ceming").card);
  expect(await next(kind("card"))).toEqual({ kind: "card", card: citizen("ji-ceming").card });
  await device.unplug();
  await next(state("disconnected"));
  await next(state("ready"));
  device.lay(citizen("li-cefu").card);
  await next((event) => event.kind === "card" && event.card.name === "李测福");
  await reader.stop();
  await listening.close();
}, 30_000);

test("D-7 over the serial library with a mock binding", async () => {
  MockBinding.createPort("/dev/reader");
  const device = new SimulatedReader();
  const { reader, next } = watch(() =>
    openPort("serial:/dev/reader", {
      serialBinding: {
        open: async (options) => {
          const bound = await MockBinding.open(options);
          device.attach(deviceSide(bound));
          return bound;
        },
      },
    }),
  );
  device.lay(citizen("anna-ceshi").card);
  expect(await next(kind("card"))).toEqual({ kind: "card", card: citizen("anna-ceshi").card });
  await reader.stop();
  MockBinding.reset();
});

/** The mock's other end: what the driver writes is heard, what the device writes is emitted. */
function deviceSide(bound: MockPortBinding): Port {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const write = bound.write.bind(bound);
  bound.write = async (bytes) => {
    await write(bytes);
    for (const listener of listeners) listener(bytes);
  };
  return {
    write: async (bytes) => bound.emitData(Buffer.from(bytes)),
    onBytes: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    closed: new Promise(() => {}),
    close: async () => {},
  };
}
