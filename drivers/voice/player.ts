import type { DeviceClock } from "../port/clock.ts";
import { type Pcm, secondsOf } from "./pcm.ts";
import { type Program, runProgram } from "./program.ts";
import type { Spoke } from "./said.ts";
import { toInt16 } from "./wave-file.ts";

/** A loudspeaker's URL that can't be meant; says why. */
export class BadSpeakerUrl extends Error {
  override name = "BadSpeakerUrl";
}

/** Plays a sound to its end on this machine. */
export interface Player {
  /** Whether there is something to play with; a problem's code when not. */
  check(): Promise<string | null>;
  play(pcm: Pcm, signal: AbortSignal): Promise<Spoke>;
}

/** The program that plays samples from its standard input. */
export type PlayCommand = (rate: number) => Program;

const aplay =
  (device: string | null): PlayCommand =>
  (rate) => ({
    file: "aplay",
    args: `-q -t raw -f S16_LE -r ${rate} -c 1`.split(" ").concat(device ? ["-D", device] : []),
  });

const paplay =
  (device: string | null): PlayCommand =>
  (rate) => ({
    file: "paplay",
    args: ["--raw", "--format=s16le", `--rate=${rate}`, "--channels=1"].concat(
      device ? [`--device=${device}`] : [],
    ),
  });

const players = new Map([
  ["aplay", aplay],
  ["paplay", paplay],
]);

/** As ALSA and PulseAudio name devices: nothing that could be an option or an expression. */
const deviceName = /^[A-Za-z0-9_][\w:,.=-]{0,127}$/;

/**
 * `audio:aplay`, `audio:aplay?device=plughw:CARD=Headset`, `audio:paplay?device=…`: the program that plays (ALSA's or
 * PulseAudio's, which PipeWire has too), and the sound device; without one, the system's own choice.
 */
export function parseSpeakerUrl(url: string): PlayCommand {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const command = parsed?.protocol === "audio:" ? players.get(parsed.pathname) : undefined;
  if (!parsed || !command)
    throw new BadSpeakerUrl(`${url}: must be audio:${[...players.keys()].join(" or audio:")}`);
  const unknown = [...parsed.searchParams.keys()].find((key) => key !== "device");
  if (unknown !== undefined) throw new BadSpeakerUrl(`${url}: no setting ${unknown}`);
  const device = parsed.searchParams.get("device");
  if (device !== null && !deviceName.test(device))
    throw new BadSpeakerUrl(`${url}: device must be a name as in \`aplay -L\` or \`pactl list sinks short\``);
  return command(device);
}

/** How much longer than the sound itself a player may take: it opens the device and empties its buffer. */
const slackMs = 5_000;

export function programPlayer(command: PlayCommand, clock: DeviceClock): Player {
  return {
    async check() {
      const { file } = command(48_000);
      const ran = await runProgram(
        { file, args: ["--version"] },
        { clock, input: new Uint8Array(), timeoutMs: slackMs },
      );
      return ran.ok ? null : problemOf(ran.problem, ran.said);
    },
    async play(pcm, signal) {
      const timeoutMs = secondsOf(pcm) * 1000 + slackMs;
      const ran = await runProgram(command(pcm.rate), { clock, input: toInt16(pcm), timeoutMs, signal });
      return ran.ok ? { ok: true } : { ok: false, problem: problemOf(ran.problem, ran.said) };
    },
  };
}

function problemOf(problem: string, said: string): string {
  if (problem === "missing") return "playerMissing";
  if (problem === "cancelled") return "cancelled";
  if (problem === "timeout") return "playerHangs";
  if (/busy/i.test(said)) return "speakerBusy";
  if (/no such (file|device|entity)|cannot find card|connection refused/i.test(said)) return "speakerAbsent";
  return "playerFailed";
}
