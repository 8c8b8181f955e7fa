import { demoCallPads } from "../call-pad/simulator/profile.ts";
import { SimulatedCallPads } from "../call-pad/simulator/simulated-call-pads.ts";
import { listenTcpDevice, type TcpDevice } from "../port/tcp-device.ts";
import { SimulatedStrips } from "../window-led/simulator/simulated-strips.ts";
import type { BenchWindow, PadKeyName } from "./state.ts";

/** How many windows have a strip and a call pad on the bench. */
const addresses = [1, 2, 3] as const;

/** What stands at a few windows: a strip over each, a call pad on each desk. */
export class BenchWindows {
  readonly #strips: SimulatedStrips;
  readonly #pads: SimulatedCallPads;
  readonly #sockets: readonly [strips: TcpDevice, pads: TcpDevice];

  private constructor(sockets: readonly [TcpDevice, TcpDevice]) {
    this.#sockets = sockets;
    this.#strips = new SimulatedStrips({ kind: "onbon", addresses });
    this.#pads = new SimulatedCallPads({ addresses });
    sockets[0].onConnection((port) => this.#strips.attach(port));
    sockets[1].onConnection((port) => this.#pads.attach(port));
  }

  static async open(): Promise<BenchWindows> {
    return new BenchWindows([await listenTcpDevice(), await listenTcpDevice()]);
  }

  onChange(listener: () => void): void {
    this.#strips.onText(listener);
    this.#pads.onDisplay(listener);
  }

  state(): BenchWindow[] {
    return addresses.map((address) => ({
      address,
      strip: this.#strips.view(address).text,
      pad: this.#pads.pad(address)?.text ?? "",
    }));
  }

  /** False when there is no such pad, or it still says the key before. */
  press(address: number, key: PadKeyName): boolean {
    return this.#pads.press(address, demoCallPads.keys[key]);
  }

  /** The entries of a floor profile for them; the window of each address is the profile's to say. */
  entries(): object[] {
    const strips = addresses.map((address) => ({ address, width: 192, height: 32 }));
    return [
      {
        id: "strips",
        kind: "windowLed",
        label: "测试台的窗口屏",
        url: this.#sockets[0].url,
        display: { protocol: "onbon", strips },
      },
      {
        id: "pads",
        kind: "callPads",
        label: "测试台的呼叫器",
        url: this.#sockets[1].url,
        protocol: { ...demoCallPads, addresses },
      },
    ];
  }

  async close(): Promise<void> {
    await Promise.all(this.#sockets.map((socket) => socket.close()));
  }
}
