import { encodeText } from "../frame-template/encode-text.ts";
import type { TextEncoding } from "../frame-template/encode-text.ts";
import { encodeFrame } from "../frame-template/template.ts";
import type { Template } from "../frame-template/template.ts";
import { TemplateParser } from "../frame-template/template-parser.ts";
import type { LedCodec, LedHeard } from "./led-codec.ts";

/** Strips of other makers, described by templates. */
export interface TextCodecOptions {
  send: { show: Template; clear?: Template; brightness?: Template; ping?: Template };
  answer: Template | null;
  encoding: TextEncoding;
  /** The brightest level. */
  levels: number;
}

/** A codec of templates. Styles are not sent: they are in the strip's own setup. */
export function textCodec({ send, answer, encoding, levels }: TextCodecOptions): LedCodec {
  const part = send.show.parts.find((one) => one.kind === "text");
  const fixed = part?.kind === "text" ? part.size : null;
  const show = (address: number, text: Uint8Array): Uint8Array => encodeFrame(send.show, { address, text });
  return {
    answers: answer !== null,
    encode: (text, room) => encodeText(text, encoding, Math.min(room, fixed ?? room)),
    show,
    clear: (address) =>
      send.clear ? encodeFrame(send.clear, { address }) : show(address, new Uint8Array(0)),
    brightness: (address, percent) => {
      if (!send.brightness) return null;
      return encodeFrame(send.brightness, { address, level: Math.round((percent / 100) * levels) });
    },
    ping: (address) => (send.ping ? encodeFrame(send.ping, { address }) : null),
    parser: () => {
      const parser = new TemplateParser({ ...(answer && { answer }) });
      return {
        push: (bytes) =>
          parser.push(bytes).map((parsed): LedHeard => {
            if (parsed.kind === "dropped") return parsed;
            const { address } = parsed.values;
            return {
              kind: "answer",
              address: typeof address === "number" ? address : null,
              answer: { kind: "done" },
            };
          }),
      };
    },
  };
}
