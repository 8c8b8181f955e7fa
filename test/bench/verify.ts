import { join } from "node:path";
import { openDatabase } from "../../hall-server/store/database.ts";
import { EventLog, verifyChain } from "../../hall-server/store/log.ts";
import { migrations } from "../../hall-server/store/migrations.ts";

/** How many of each event clients were told of. */
export interface Expected {
  ticketTaken: number;
  slipReported: number;
  ticketCalled: number;
  windowOpened: number;
}

/** What in the log of an ended hall is not exactly what was acknowledged, or null. A fast hall that errs is no hall. */
export function findMiscount(dataDir: string, expected: Expected): string | null {
  const db = openDatabase(join(dataDir, "hall.sqlite"), migrations);
  try {
    const { fault } = verifyChain(new EventLog(db).after(0));
    if (fault) return `the chain is broken: event ${fault.seq} is ${fault.fault}`;
    const count = db.prepare<[string], { n: number }>("SELECT count(*) AS n FROM event WHERE type = ?");
    const wrong = Object.entries(expected).flatMap(([type, acknowledged]) => {
      const logged = count.get(type)?.n ?? 0;
      return logged === acknowledged ? [] : `${type}: ${acknowledged} acknowledged, ${logged} in the log`;
    });
    return wrong.length > 0 ? wrong.join("; ") : null;
  } finally {
    db.close();
  }
}
