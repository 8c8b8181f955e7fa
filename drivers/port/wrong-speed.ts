import type { Port } from "./port.ts";

/** A receiver that is set to another speed than the sender hears other bytes: those of a line sampled at its own beat. */
export function resampled(bytes: Uint8Array, sentBaud: number, heardBaud: number): Uint8Array {
  const levels = lineLevels(bytes);
  const beat = sentBaud / heardBaud;
  const level = (at: number): number => levels[Math.floor(at)] ?? 1;
  const heard: number[] = [];
  for (let at = 0; at < levels.length; at += beat / 16) {
    if (level(at) !== 0) continue;
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) byte |= level(at + (bit + 1.5) * beat) << bit;
    // Without its stop bit a byte is a framing error, which a serial line of Linux hands over as nought.
    heard.push(level(at + 9.5 * beat) === 1 ? byte : 0);
    at += 9.5 * beat;
    while (at < levels.length && level(at) === 0) at += beat / 16;
  }
  return Uint8Array.from(heard);
}

/** Start, eight bits from the lowest, stop; one entry for each bit's time. */
function lineLevels(bytes: Uint8Array): number[] {
  const levels: number[] = [];
  for (const byte of bytes) {
    levels.push(0);
    for (let bit = 0; bit < 8; bit++) levels.push((byte >> bit) & 1);
    levels.push(1);
  }
  return levels;
}

/** The device's side of a line whose two ends are set to different speeds. */
export function wrongSpeedPort(port: Port, deviceBaud: number, driverBaud: number): Port {
  return {
    ...port,
    write: (bytes) => port.write(resampled(bytes, deviceBaud, driverBaud)),
    onBytes: (listener) => port.onBytes((bytes) => listener(resampled(bytes, driverBaud, deviceBaud))),
  };
}
