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
  [{ PUBLIC_URL: "http://hall.example" }, /PUBLIC_URL=.*https/],
  [{ PUBLIC_URL: "https://hall.example/queue" }, /PUBLIC_URL=.*without a path/],
  [{ PUBLIC_URL: "hall.example" }, /PUBLIC_URL=/],
  [{ PUBLIC_URL: "https://hall.example", EDGE_URL: "http://10.0.0.8" }, /EDGE_URL=/],
  [{ EDGE_URL: "https://hall.example" }, /PUBLIC_URL/],
])("E-2 %o can't start, and the message names the variable", (env, message) => {
  expect(() => readEnvironment(env)).toThrow(message);
});

test("PH-1 without PUBLIC_URL there is no phone page; with it, the hall's key for its edge lies among its keys", () => {
  expect(readEnvironment({}).phones).toBeNull();
  expect(readEnvironment({ PUBLIC_URL: "https://hall.example/", KEY_DIR: "/srv/keys" }).phones).toEqual({
    publicUrl: "https://hall.example",
    edgeUrl: "https://hall.example",
    keyFile: "/srv/keys/edge.key",
  });
  const local = { PUBLIC_URL: "http://127.0.0.1:8090", EDGE_URL: "https://edge.example" };
  expect(readEnvironment(local).phones).toMatchObject({ edgeUrl: "https://edge.example" });
});
