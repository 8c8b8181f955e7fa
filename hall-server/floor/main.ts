import { systemClock } from "../../drivers/port/clock.ts";
import { problemText, type ReadProfile, readProfileFile } from "../../drivers/profile/read-profile.ts";
import { floorAliveMs, type FromFloor, ToFloor } from "../contract/floor.ts";
import { Floor, floorKinds } from "./floor.ts";

/**
 * The floor's devices, in a process of their own: `FloorProcess` starts it, and ends it when it hangs. Drivers stand on
 * native code, which may crash or spin, and a hall must go on when one does. Ends with the hall.
 */

const file = process.argv[2];
if (file === undefined || !process.send) {
  process.stderr.write("the hall server starts this, with FLOOR_DEVICES\n");
  process.exit(64);
}

const tell = (message: FromFloor): void => {
  // While the hall goes away there is nobody to tell.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

let floor: Promise<Floor> | null = null;
let ending = false;

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  // Lines are let go properly, but nothing keeps a process that nobody wants.
  setTimeout(() => process.exit(code), floorAliveMs).unref();
  await floor?.then((open) => open.stop());
  process.exit(code);
}

const textsOf = (read: ReadProfile): string[] =>
  read.ok ? [] : read.problems.map((problem) => problemText(file, problem, "en"));

process.on("message", (raw) => {
  const message = ToFloor.parse(raw);
  if (message.tell !== "places") {
    void floor?.then((open) => open.hear(message));
    return;
  }
  const places = { window: new Set(message.windows), zone: new Set(message.zones) };
  const read = readProfileFile(file, { kinds: floorKinds });
  if (!read.ok) return tell({ tell: "badProfile", problems: textsOf(read) });
  floor ??= Floor.open({ profile: read.profile, clock: systemClock, tell });
  // A window may have been taken out of the running hall's configuration, which must not keep the hall from starting.
  for (const problem of textsOf(readProfileFile(file, { places })))
    tell({ tell: "trouble", device: "floor", code: "unknownPlace", detail: { problem } });
});
process.on("disconnect", () => void end(0));
process.on("SIGTERM", () => void end(0));
// Ctrl-C reaches the whole terminal; the hall ends first, and says so.
process.on("SIGINT", () => undefined);
setInterval(() => tell({ tell: "alive" }), floorAliveMs);
