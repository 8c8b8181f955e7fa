import { useEffect, useRef } from "react";

/** Two falling tones, as of a shop's door: heard across a room, and no alarm. */
const tones = [880, 660];
const toneS = 0.35;

/** Sounds whenever the count of due chimes has grown. A page that may not make a sound yet stays silent. */
export function useChime(due: number): void {
  const heard = useRef(due);
  useEffect(() => {
    const isNew = due > heard.current;
    heard.current = due;
    if (isNew) void chime().catch(() => {});
  }, [due]);
}

async function chime(): Promise<void> {
  const audio = new AudioContext();
  try {
    await audio.resume();
    const end = tones.map((tone, at) => sound(audio, tone, audio.currentTime + at * toneS));
    await Promise.all(end);
  } finally {
    await audio.close();
  }
}

function sound(audio: AudioContext, tone: number, at: number): Promise<void> {
  const source = new OscillatorNode(audio, { type: "sine", frequency: tone });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.5, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + toneS);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + toneS);
  return new Promise((resolve) => source.addEventListener("ended", () => resolve(), { once: true }));
}
