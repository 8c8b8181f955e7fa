import type { DeviceStatus } from "../domain/devices/device.ts";
import type { QueueCommand } from "../domain/hall/commands.ts";
import { diskLevel } from "../contract/disk-room.ts";

export interface DiskWatchOptions {
  /** What is left on the disk of the hall's file, and of how much. */
  room: () => Promise<{ free: number; all: number }>;
  execute: (command: QueueCommand & { type: "reportDevice" }) => void;
  onFault: (what: string, error: unknown) => void;
}

/** Tells the manager that the hall's disk fills up. */
export class DiskWatch {
  readonly #options: DiskWatchOptions;
  #level: string | null = null;

  constructor(options: DiskWatchOptions) {
    this.#options = options;
  }

  async look(): Promise<void> {
    const { room, execute, onFault } = this.#options;
    try {
      const level = diskLevel(await room());
      if (level === this.#level) return;
      this.#level = level;
      const status: DeviceStatus =
        level === null ? { state: "ready" } : { state: "degraded", cause: "diskFilling" };
      const snapshot = { code: level, identity: {}, counters: {} };
      execute({
        type: "reportDevice",
        place: { at: "hall" },
        kind: "disk",
        device: "disk",
        status,
        snapshot,
      });
    } catch (error) {
      onFault("looking at the disk", error);
    }
  }
}
