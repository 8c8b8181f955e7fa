import { encodeText } from "../frame-template/encode-text.ts";
import type { LedCodec, LedHeard } from "./led-codec.ts";
import {
  encodeOnbon,
  onbonBrightness,
  onbonClear,
  OnbonParser,
  onbonPing,
  onbonShow,
  readOnbonAnswer,
} from "./onbon-frame.ts";
import type { OnbonArea, OnbonHeard } from "./onbon-frame.ts";

/** Onbon BX-5K and BX-6K cards; each strip with the area that texts stand in. */
export function onbonCodec(strips: readonly (OnbonArea & { address: number })[]): LedCodec {
  const area = (address: number): OnbonArea => {
    const found = strips.find((strip) => strip.address === address);
    if (!found) throw new RangeError(`there is no strip ${address}`);
    return found;
  };
  return {
    answers: true,
    // A backslash begins a command inside the text.
    encode: (text, room) => {
      const encoded = encodeText(text.replaceAll("\\", "＼"), "gbk", room);
      return text.includes("\\") ? { ...encoded, replaced: [...encoded.replaced, "\\"] } : encoded;
    },
    show: (address, text, style) => encodeOnbon(address, onbonShow(area(address), text, style)),
    clear: (address) => encodeOnbon(address, onbonClear()),
    brightness: (address, percent) => encodeOnbon(address, onbonBrightness(percent)),
    ping: (address) => encodeOnbon(address, onbonPing()),
    parser: () => {
      const parser = new OnbonParser();
      return { push: (bytes) => parser.push(bytes).map(heardOf) };
    },
  };
}

function heardOf(heard: OnbonHeard): LedHeard {
  if (heard.kind === "dropped") return heard;
  return { kind: "answer", address: heard.from, answer: readOnbonAnswer(heard.data) };
}
