import type { Logger } from "pino";
import { BadEnvironment } from "./environment.ts";
import { BadFloorProfile, FloorProcess } from "./floor/floor-process.ts";
import type { Hall } from "./hall.ts";
import { FloorDesk } from "./live/floor-desk.ts";

interface RunningFloor {
  /** The hall's wire is there. */
  listening(url: string): void;
  stop(): Promise<void>;
}

interface Surroundings {
  hall: Hall;
  newId: () => string;
  log: Logger;
  onFault: (what: string, error: unknown) => void;
}

/** The devices wired to this server, in a process of their own; a profile that can't be used stops the hall's start. */
export async function startFloor(
  file: string | null,
  { hall, newId, log, onFault }: Surroundings,
): Promise<RunningFloor> {
  const desk = new FloorDesk({
    state: () => hall.state,
    now: () => hall.now(),
    execute: (request) => hall.execute(request),
    newId,
    tell: (message) => floor?.tell(message),
    onTrouble: (device, code, detail) => log.warn({ device, code, ...detail }, "device"),
  });
  const floor = file === null ? null : floorProcess(file, desk, { hall, onFault });
  const stopHearing = floor && hall.onCommitted(() => desk.changed());
  const stop = async () => {
    stopHearing?.();
    desk.stop();
    await floor?.stop();
  };
  // What an earlier profile had is nobody's trouble, if there is none now.
  if (!floor) desk.hear({ tell: "ready", devices: [] });
  try {
    await floor?.start();
  } catch (error) {
    await stop();
    await hall.close();
    if (!(error instanceof BadFloorProfile)) throw error;
    throw new BadEnvironment(error.problems.map((problem) => `FLOOR_DEVICES: ${problem}`));
  }
  return { listening: (url) => desk.listening(url), stop };
}

function floorProcess(
  file: string,
  desk: FloorDesk,
  { hall, onFault }: Pick<Surroundings, "hall" | "onFault">,
): FloorProcess {
  return new FloorProcess({
    file,
    places: () => {
      const { windows, zones } = hall.state.config;
      return { tell: "places", windows: windows.map(({ id }) => id), zones: zones.map(({ id }) => id) };
    },
    onMessage: (message) => desk.hear(message),
    onGone: (times) => desk.gone(times),
    onFault,
  });
}
