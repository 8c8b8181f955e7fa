import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runCheck } from "./run-check.ts";

test("D-9 pseudo serial lines under the real serial library", async () => {
  expect(await runCheck(fileURLToPath(new URL("pty.check.ts", import.meta.url)))).toEqual({
    code: 0,
    output: "",
  });
});
