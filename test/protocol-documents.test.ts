import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { protocolDocuments } from "./protocol-documents.ts";

test.each(Object.entries(protocolDocuments()))(
  "%s says what the contract says (npm run docs)",
  (file, text) => {
    const committed = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
    if (file.endsWith(".json")) expect(JSON.parse(committed)).toEqual(JSON.parse(text));
    else expect(committed).toBe(text);
  },
);
