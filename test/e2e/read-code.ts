import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { Locator } from "@playwright/test";
import jsqrModule from "jsqr";

// Its types say a default export; to Node it is the module.
const readQr = jsqrModule as unknown as typeof jsqrModule.default;

/** What a phone reads that photographs a code on a page; undefined: nothing. */
export async function readCode(code: Locator): Promise<string | undefined> {
  const shot = await loadImage(await code.screenshot());
  const canvas = createCanvas(shot.width, shot.height);
  canvas.getContext("2d").drawImage(shot, 0, 0);
  const { data } = canvas.getContext("2d").getImageData(0, 0, shot.width, shot.height);
  return readQr(data, shot.width, shot.height)?.data;
}
