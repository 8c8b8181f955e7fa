import { inMemory, Ledger, openLedger } from "./ledger.ts";

/**
 * In the place of a ledger whose disk is full or broken when the kiosk starts. Nothing is known, and nothing is kept: every
 * write fails, as on a disk that fills later. As soon as the ledger can be opened, whoever started this starts anew with it.
 */
export class AbsentLedger extends Ledger {
  readonly #directory: string;
  #onBack: (() => void) | null;

  constructor(directory: string, onBack: () => void) {
    super(inMemory);
    this.#directory = directory;
    this.#onBack = onBack;
  }

  /** Also what a watch of the disk writes now and then: the disk itself is asked. */
  override keep(): never {
    if (this.#onBack) {
      openLedger(this.#directory, () => {}).close();
      this.#onBack();
      this.#onBack = null;
    }
    return this.#fail();
  }
  override reserve(): never {
    return this.#fail();
  }
  override startPrint(): never {
    return this.#fail();
  }
  override report(): never {
    return this.#fail();
  }

  #fail(): never {
    throw new Error("the kiosk started without its disk, which keeps nothing yet");
  }
}

/**
 * The kiosk's ledger, or what stands in for it while its disk does not let itself be opened. Two kiosks on one directory are
 * a mistake, and no disk's.
 */
export function ledgerAtStart(
  directory: string,
  { onTrouble, onBack }: { onTrouble: (why: string) => void; onBack: () => void },
): Ledger {
  try {
    return openLedger(directory, onTrouble);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    onTrouble(`${directory} can't be opened (${code}): no number is given until it can`);
    return new AbsentLedger(directory, onBack);
  }
}
