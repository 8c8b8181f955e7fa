import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { protocolDocuments } from "./protocol-documents.ts";

test.each(Object.entries(protocolDocuments()))(
  "%s says what the contract says (npm run docs)",
  (file, text) => {
    const committed = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
    // The formatter lays the schema out; its content is what counts.
    const content = (each: string): unknown => (file.endsWith(".json") ? JSON.parse(each) : each);
    expect(content(committed)).toEqual(content(text));
  },
);
