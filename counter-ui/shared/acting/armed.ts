import { newCommandId } from "../../../hall-server/contract/command-id.ts";

/**
 * One id per armed command. A command is armed by what the clerk sees: as long as that stays and the hall has not
 * answered, pressing again, however often, is the same command.
 */
export class ArmedCommands {
  readonly #ids = new Map<string, string>();
  readonly #newId: () => string;

  constructor(newId: () => string = () => newCommandId()) {
    this.#newId = newId;
  }

  /** The id of the command that this key stands for: its verb, its target and what is on the page. */
  idFor(key: string): string {
    const known = this.#ids.get(key);
    if (known) return known;
    const made = this.#newId();
    this.#ids.set(key, made);
    return made;
  }

  /** The hall has answered: the next press is a new command. */
  answered(key: string): void {
    this.#ids.delete(key);
  }
}

/** Answers after which it is unknown whether the command happened: the same id must go out again. */
export const isUndecided = (code: string) =>
  code === "unreachable" || code === "outcomeUnknown" || code === "shuttingDown";
