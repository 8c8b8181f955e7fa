import { expect, test } from "vitest";
import { readEnvironment } from "./environment.ts";

test("E-1 a hall starts with nothing set, on loopback, its keys beside its data", () => {
  const settings = readEnvironment({});
  expect(settings).toMatchObject({ port: 8080, host: "127.0.0.1", mode: "demo", configFile: null });
  expect(settings.keyDir).toBe(`${settings.dataDir}-keys`);
});

test.each([
  [{ PORT: "eighty" }, /PORT=eighty/],
  [{ PORT: "70000" }, /PORT=70000/],
  [{ MODE: "test" }, /MODE=test/],
  [{ LOG_LEVEL: "loud" }, /LOG_LEVEL=loud/],
  [{ COMMANDS_PER_SECOND: "0" }, /COMMANDS_PER_SECOND=0/],
  [{ DATA_DIR: "/srv/hall", KEY_DIR: "/srv/hall/keys" }, /KEY_DIR=.*must not lie inside DATA_DIR/],
  [{ MODE: "production" }, /HALL_CONFIG/],
])("E-2 %o can't start, and the message names the variable", (env, message) => {
  expect(() => readEnvironment(env)).toThrow(message);
});
