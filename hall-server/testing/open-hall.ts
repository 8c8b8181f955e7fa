import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CardData, OpenedCommand } from "../contract/commands.ts";
import type { HallConfig } from "../domain/hall/config.ts";
import { smallHall } from "../domain/hall/small-hall.ts";
import type { Principal } from "../domain/roles.ts";
import { Hall } from "../hall.ts";
import { Store } from "../store/store.ts";

/** A hall on real files in a directory of its own, with a clock that a test turns. */
export interface OpenHall {
  hall: Hall;
  store: Store;
  dataDir: string;
  keyDir: string;
  clock: { now: number };
  faults: string[];
  /** Sends a command under a fresh id. */
  send(command: OpenedCommand, principal: Principal, id?: string): ReturnType<Hall["execute"]>;
  /** Closes the hall and opens it again on the same files. */
  restart(): Promise<OpenHall>;
  dispose(): Promise<void>;
}

/** Counts on over a restart, as real random ids would. */
let ids = 0;

/** 2026-11-23 08:30 in Hefei. */
export const morning = 1_795_393_800_000;

export async function openHall(config: HallConfig = smallHall): Promise<OpenHall> {
  const root = mkdtempSync(join(tmpdir(), "yimen-"));
  return openAt(root, { now: morning }, config);
}

/** Opens the hall whose files lie in `root`; without a configuration it keeps the one in its log. */
export async function openAt(
  root: string,
  clock: { now: number },
  config: HallConfig | null,
): Promise<OpenHall> {
  const dataDir = join(root, "data");
  const keyDir = join(root, "keys");
  const store = new Store(dataDir, keyDir);
  const faults: string[] = [];
  const hall = new Hall({
    store,
    now: () => clock.now,
    newId: () => `id-${clock.now}-${++ids}`,
    onFault: (what) => faults.push(what),
  });
  if (config)
    await hall.executeSystem({ type: "configureHall", config, source: "test" }, "configure-this-test-hall");
  await hall.tick();
  return {
    hall,
    store,
    dataDir,
    keyDir,
    clock,
    faults,
    send: (command, principal, id = `command-${clock.now}-${++ids}`) =>
      hall.execute({ id, command, principal }),
    async restart() {
      await hall.close();
      return openAt(root, clock, null);
    },
    async dispose() {
      await hall.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A synthetic citizen: the check digit is right, the person does not exist. */
export const someCitizen: CardData = {
  kind: "resident",
  number: "34010319500101008X",
  name: "测试王䶮",
  sex: "male",
  birth: "1950-01-01",
  nation: "01",
  address: "安徽省合肥市庐阳区虚构路1号",
  issuer: "合肥市公安局庐阳分局",
  validFrom: "2016-05-01",
  validTo: "long-term",
};
