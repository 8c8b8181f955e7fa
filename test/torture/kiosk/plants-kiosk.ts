import type { Edit } from "../plants.ts";

const reserve = "this.#options.ledger.reserve(id, confirmation, lease.day, given);";

/** Faults that a kiosk must never have. */
export const kioskMutants = {
  /** The slip is out before the disk has its number. */
  "not-durable": [
    {
      file: "electron/core/offline/numbers.ts",
      anchor: reserve,
      replacement: `(globalThis.__late ??= new Set()).add(given.number); setTimeout(() => ${reserve.slice(0, -1)}, 700);`,
    },
    {
      file: "electron/core/offline/numbers.ts",
      anchor: "!this.#known.has(number)",
      replacement: "!this.#known.has(number) && !globalThis.__late?.has(number)",
    },
  ],
  /** Each time that the hall is told, it is told something new. */
  "no-idempotency": [
    {
      file: "electron/core/offline/delivery.ts",
      anchor: "await send(command, entry.id)",
      replacement: "await send(command, crypto.randomUUID())",
    },
  ],
} satisfies Record<string, Edit[]>;
export type KioskMutant = keyof typeof kioskMutants;

export const isKioskMutant = (name: string): name is KioskMutant => name in kioskMutants;
