import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { protocolDocuments } from "./protocol-documents.ts";

/** `npm run docs`: writes the documents that are made from the contract. */
for (const [file, text] of Object.entries(protocolDocuments()))
  writeFileSync(new URL(`../${file}`, import.meta.url), text);
execFileSync("npx", ["oxfmt", "docs/protocol.schema.json"], { stdio: "inherit" });
