import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rig } from "../id-card/reader-rig.ts";
import { citizens } from "../id-card/simulator/citizens.ts";
import { PrinterRig } from "../printer/simulator/printer-rig.ts";
import { resampled, wrongSpeedPort } from "./wrong-speed.ts";

const speeds = [9_600, 19_200, 38_400, 57_600, 115_200];
const wrong = speeds.flatMap((device) =>
  speeds.filter((driver) => driver !== device).map((driver) => ({ device, driver })),
);

test("D-28 a line whose ends agree passes every byte; one whose ends don't passes others", () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 64 });
  fc.assert(
    fc.property(bytes, fc.constantFrom(...speeds), (sent, baud) =>
      Buffer.from(resampled(sent, baud, baud)).equals(sent),
    ),
  );
  const preamble = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);
  for (const { device, driver } of wrong) expect(resampled(preamble, device, driver)).not.toEqual(preamble);
});

describe("D-28 set to a wrong speed", () => {
  test.each(wrong)("a reader at $device, asked at $driver, is failed and reads nobody", async (speed) => {
    const { clock, device, reader, take } = rig({}, {}, (port) =>
      wrongSpeedPort(port, speed.device, speed.driver),
    );
    reader.start();
    device.lay(citizens[0]!.card);
    await clock.advance(20_000);
    expect(take().filter(({ kind }) => kind !== "state")).toEqual([]);
    const { status } = reader.health();
    expect(status).toMatchObject({ state: "failed" });
    expect(["noise", "silent"]).toContain("problem" in status ? status.problem : status.state);
    await reader.stop();
  });

  test.each(wrong)("a printer at $device, told at $driver, is sent no slip", async (speed) => {
    const rigged = new PrinterRig(80, (port) => wrongSpeedPort(port, speed.device, speed.driver));
    rigged.printer.start();
    await rigged.clock.advance(20_000);
    const { status } = rigged.printer.health();
    expect(status).toMatchObject({ state: "failed" });
    expect(["garbage", "noAnswer", "silent"]).toContain("problem" in status ? status.problem : status.state);
    const outcome = await rigged.print({ jobId: "job-1", lines: [{ kind: "text", text: "A012" }] });
    expect(outcome.outcome).toBe("failed");
    expect(rigged.slips).toEqual([]);
    await rigged.printer.stop();
  });
});
