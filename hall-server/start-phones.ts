import { existsSync, statSync } from "node:fs";
import type { Logger } from "pino";
import type { BoardView } from "./contract/views.ts";
import { BadEnvironment, type PhoneSettings } from "./environment.ts";
import type { Hall } from "./hall.ts";
import { keyIn } from "./key-file.ts";
import type { Estimates } from "./live/estimates.ts";
import { EdgeLink } from "./phones/edge-link.ts";
import { SlipSecrets } from "./phones/slip-secrets.ts";
import type { Store } from "./store/store.ts";

interface Surroundings {
  store: Store;
  hall: Hall;
  estimates: Estimates;
  board: () => BoardView;
  /** Monotonic milliseconds. */
  monotonic: () => number;
  log: Logger;
  onFault: (what: string, error: unknown) => void;
}

/** The hall's part of the phone page: links for slips, and the line to the edge. */
interface Phones {
  /** A slip's address; null: the hall has no phone page, or the number is not of this day. */
  slipLink: (ticket: string) => string | null;
  stop: () => void;
}

const noPhones: Phones = { slipLink: () => null, stop: () => {} };

/** Without a public address nothing of it is there. */
export function startPhones(
  settings: PhoneSettings | null,
  { store, hall, log, monotonic, ...around }: Surroundings,
): Phones {
  if (!settings) return noPhones;
  const secrets = new SlipSecrets(store.derive("addresses of slips on the phone page"));
  const link = new EdgeLink({
    ...around,
    edgeUrl: settings.edgeUrl,
    key: edgeKey(settings.keyFile),
    hall,
    secrets,
    now: monotonic,
    onLink: (edge) => log.info({ edge }, "phones"),
  });
  return {
    slipLink(ticket) {
      const secret = secrets.of(hall.state, ticket);
      return secret === null ? null : `${settings.publicUrl}/t/${secret}`;
    },
    stop: () => link.stop(),
  };
}

/** What the hall and its edge both know, made here unless the edge was there first. Nobody else may read it. */
function edgeKey(file: string): string {
  if (existsSync(file) && process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0)
    throw new BadEnvironment([`EDGE_KEY_FILE=${file}: only its owner may read it (chmod 600)`]);
  return keyIn(file);
}
