import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { profileJsonSchema } from "../drivers/profile/documents.ts";
import { protocolDocuments } from "./protocol-documents.ts";

/** `npm run docs`: writes the documents that are made from the contract, and the device profile's schema. */
for (const [file, text] of Object.entries(protocolDocuments()))
  writeFileSync(new URL(`../${file}`, import.meta.url), text);
writeFileSync(
  new URL("../docs/devices.schema.json", import.meta.url),
  `${JSON.stringify(profileJsonSchema(), null, 2)}\n`,
);
execFileSync("npx", ["oxfmt", "docs/protocol.schema.json", "docs/devices.schema.json"], { stdio: "inherit" });
