import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { io } from "socket.io-client";
import { expect, test } from "vitest";
import { smallHall } from "../domain/hall/small-hall.ts";
import { readEnvironment } from "../environment.ts";
import { startHall } from "../start-hall.ts";

test("K-70 a kiosk alone asks whether somebody is an engineer; wrong PINs lock, and nobody is signed in", async () => {
  const root = mkdtempSync(join(tmpdir(), "yimen-engineer-"));
  const { rejected: _, ...catalogue } = smallHall.catalogue;
  const engineer = { id: "E1", name: { zh: "工", en: "E" }, roles: ["engineer"] };
  const config = { ...smallHall, catalogue, staff: [...smallHall.staff, engineer] };
  writeFileSync(join(root, "hall.json"), JSON.stringify(config));
  let logged = "";
  const running = await startHall(
    readEnvironment({ PORT: "0", DATA_DIR: join(root, "data"), HALL_CONFIG: join(root, "hall.json") }),
    { log: pino({ level: "debug" }, { write: (line: string) => void (logged += line) }) },
  );
  for (const staff of ["E1", "m1"]) await running.store.secrets.setPin(staff, "271828");
  const key = readFileSync(running.kioskKeyFile("k1"), "utf8");
  const kiosk = io(running.url, { transports: ["websocket"], auth: { kiosk: "k1", key } });
  const screen = io(running.url, { transports: ["websocket"] });
  const check = (staff: string, pin: string, socket = kiosk) =>
    socket.timeout(10_000).emitWithAck("checkEngineer", { staff, pin });
  try {
    expect(await check("e1", "271828")).toEqual({ ok: true, staff: "E1" });
    expect(await check("m1", "271828")).toMatchObject({ refusal: { code: "notAllowed" } });
    expect(await check("e1", "271828", screen)).toMatchObject({ refusal: { code: "notAllowed" } });
    expect(await check("e1", "27-1828")).toMatchObject({ refusal: { code: "malformed" } });
    for (let i = 0; i < 5; i++)
      expect(await check("e1", "000000")).toMatchObject({ refusal: { code: "signInFailed" } });
    expect(await check("e1", "271828")).toMatchObject({ refusal: { code: "tooManyAttempts" } });
    expect(logged).not.toContain("271828");
  } finally {
    kiosk.close();
    screen.close();
    await running.close();
    rmSync(root, { recursive: true, force: true });
  }
});
