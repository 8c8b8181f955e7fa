import { create } from "qrcode";
import type { CodePicture } from "../bridge.ts";

let last: { text: string; picture: CodePicture } | null = null;

/** A code as a path of squares: a page can draw it without a library, and without a picture's address. */
export function codePicture(text: string): CodePicture {
  // Asked for with every view, several times a second.
  if (last?.text === text) return last.picture;
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const squares = Array.from(data, (dark, at) =>
    dark ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : "",
  );
  const picture = { size, path: squares.join("") };
  last = { text, picture };
  return picture;
}
