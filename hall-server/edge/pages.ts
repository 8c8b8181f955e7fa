import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** A file of the pages, held in memory, small as it goes over the wire. */
export interface PageFile {
  type: string;
  body: Buffer;
  gzipped: Buffer;
}

export interface Pages {
  phone: PageFile;
  live: PageFile;
  /** For a slip whose day is over, or that never was. */
  unknown: PageFile;
  /** By path: what these pages load, and nothing of the hall's other pages. */
  assets: ReadonlyMap<string, PageFile>;
}

const types: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

/** Reads the built pages of phones. */
export function readPages(directory: string): Pages {
  const page = (name: string) => fileAt(join(directory, "counter-ui", "phone", name));
  const pages = { phone: page("index.html"), live: page("live.html"), unknown: page("unknown.html") };
  const assets = new Map<string, PageFile>();
  const add = (path: string) => {
    if (assets.has(path)) return;
    const file = fileAt(join(directory, path));
    assets.set(path, file);
    // A chunk names what it imports beside it.
    for (const [, name] of file.body.toString().matchAll(/["'`]\.\/([\w.-]+\.js)["'`]/g))
      add(`/assets/${name}`);
  };
  for (const { body } of Object.values(pages))
    for (const [, path] of body.toString().matchAll(/(?:src|href)="(\/assets\/[\w.-]+)"/g)) add(path!);
  return { ...pages, assets };
}

function fileAt(path: string): PageFile {
  const body = readFileSync(path);
  const type = types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return { type, body, gzipped: gzipSync(body, { level: 9 }) };
}
