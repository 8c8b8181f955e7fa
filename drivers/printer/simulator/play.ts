import type { Simulation, SimulationCommand, Words } from "../../device/device-kind.ts";
import { InterpretError } from "../interpreter/parse.ts";
import { slipText } from "../interpreter/to-text.ts";
import { SimulatedPrinter } from "./simulated-printer.ts";

/** A printer to play with from a keyboard; what it prints is told as text. */
export function simulatePrinter(): Simulation {
  const printer = new SimulatedPrinter();
  const command = (says: string, zh: string, en: string, run: () => void): SimulationCommand => ({
    says,
    does: { zh, en },
    run,
  });
  return {
    attach: (port) => printer.attach(port),
    onNews: (listener) => {
      printer.onSlip(({ bytes, whole }) => listener(news(bytes, whole)));
    },
    commands: [
      command("paper out", "纸用完", "takes the paper away", () => printer.setPaper("out")),
      command("paper low", "纸将尽", "lets the paper run low", () => printer.setPaper("nearEnd")),
      command("paper ok", "装好纸", "puts in a new roll", () => printer.setPaper("ok")),
      command("run out", "下一张打到一半纸尽", "the paper ends in the middle of the next slip", () =>
        printer.runOutAfter(400),
      ),
      command("cover open", "打开上盖", "opens the cover", () => printer.openCover()),
      command("cover shut", "合上上盖", "shuts the cover", () => printer.closeCover()),
      command("jam", "切刀卡住", "jams the cutter", () => printer.jamCutter()),
      command("unjam", "切刀恢复", "clears the jam", () => printer.clearJam()),
      command("hot", "打印头过热", "the head gets too hot", () => printer.overheat(true)),
      command("cool", "打印头冷却", "the head has cooled", () => printer.overheat(false)),
      command("offline", "按键脱机", "its button takes it off line", () => printer.switchOff(true)),
      command("online", "按键联机", "and back", () => printer.switchOff(false)),
      command("mute", "打印但不应答", "prints, and its acknowledgement gets lost", () =>
        printer.loseAcknowledgement(true),
      ),
      command("unmute", "恢复应答", "acknowledges again", () => printer.loseAcknowledgement(false)),
      command("garbage", "应答乱码", "answers garbage, as a wrong speed would", () =>
        printer.answerGarbage(true),
      ),
      command("sense", "应答正常", "answers sense again", () => printer.answerGarbage(false)),
    ],
  };
}

function news(bytes: Uint8Array, whole: boolean): Words {
  let text: string;
  try {
    text = slipText(bytes, 576);
  } catch (error) {
    if (!(error instanceof InterpretError)) throw error;
    text = error.message;
  }
  return {
    zh: `${whole ? "出票" : "撕下半张"}：\n${text}`,
    en: `${whole ? "a slip came out" : "half a slip was torn out"}:\n${text}`,
  };
}
