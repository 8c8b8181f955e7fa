import { parseSlip, type Row } from "./parse.ts";

function rowText(row: Row): string[] {
  switch (row.kind) {
    case "line":
      return [row.runs.map((run) => run.text).join("")];
    case "image":
      return [`[image ${row.rowBytes * 8}×${row.height}]`];
    case "qr":
      return [`[QR ${row.content}]`];
    case "cut":
      return ["[cut]"];
    case "feed":
      return [];
  }
}

/** The words on a slip, line by line; pictures, QR codes and the cut in brackets. Throws an InterpretError. */
export function slipText(bytes: Uint8Array, dots: 384 | 576): string {
  return parseSlip(bytes, dots).flatMap(rowText).join("\n");
}
