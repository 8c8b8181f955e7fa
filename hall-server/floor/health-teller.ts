import type { Device, DeviceStatus } from "../../drivers/device/device.ts";
import type { FloorDevice, FromFloor } from "../contract/floor.ts";

/** One of several devices on a line, and how it is while the line works. */
interface Member {
  which: FloorDevice;
  status: DeviceStatus;
}

/**
 * Tells how a line is, and each device that hangs on it at its own window. While the line itself does not work, neither
 * do they, and for the same reason.
 */
export class HealthTeller {
  readonly #device: Device;
  readonly #tell: (message: FromFloor) => void;
  readonly #members = new Map<number, Member>();
  readonly #told = new Map<string, string>();
  #line: FloorDevice | null = null;
  #due = false;

  constructor(device: Device, tell: (message: FromFloor) => void) {
    this.#device = device;
    this.#tell = tell;
    device.onStatus(() => this.#soon());
  }

  /**
   * The line `device`, whose addresses stand at these windows. One at a single window is that window's, and needs no
   * word of its members.
   */
  watch(
    which: Pick<FloorDevice, "device" | "kind">,
    windows: Readonly<Record<string, string>>,
  ): readonly FloorDevice[] {
    const [only, ...more] = [...new Set(Object.values(windows))];
    if (only !== undefined && more.length === 0) {
      this.#line = { ...which, place: { at: "window", id: only } };
      return [this.#line];
    }
    this.#line = { ...which, place: { at: "hall" } };
    for (const [address, window] of Object.entries(windows))
      this.#members.set(Number(address), {
        which: { ...which, device: `${which.device}.${address}`, place: { at: "window", id: window } },
        status: { state: "starting" },
      });
    return [this.#line, ...[...this.#members.values()].map((member) => member.which)];
  }

  /** How the device under an address is. */
  member(address: number, status: DeviceStatus): void {
    const member = this.#members.get(address);
    if (!member) return;
    member.status = status;
    this.#soon();
  }

  /** At the turn's end: a line that goes says so after each of its devices has. */
  #soon(): void {
    if (this.#due) return;
    this.#due = true;
    setImmediate(() => {
      this.#due = false;
      this.#tellAll();
    });
  }

  #tellAll(): void {
    const { status, identity, counters } = this.#device.health();
    const works = status.state === "ready" || status.state === "degraded";
    if (this.#line) this.#say(this.#line, { status, identity, counters });
    for (const member of this.#members.values())
      this.#say(member.which, { status: works ? member.status : status, identity: {}, counters: {} });
  }

  #say(which: FloorDevice, health: (FromFloor & { tell: "health" })["health"]): void {
    const key = `${which.device}`;
    const now = JSON.stringify(health.status);
    if (this.#told.get(key) === now) return;
    this.#told.set(key, now);
    this.#tell({ tell: "health", ...which, health });
  }
}
