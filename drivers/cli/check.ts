import type { DeviceKind, Trial } from "../device/device-kind.ts";
import type { Device, DeviceHealth, DeviceStatus } from "../device/device.ts";
import type { DeviceClock } from "../port/clock.ts";
import { deviceContext } from "../profile/device-context.ts";
import { kindNamed } from "../profile/kinds.ts";
import type { Profile } from "../profile/read-profile.ts";
import { createDevice, type ProfileDevice } from "../profile/schema.ts";
import { doneWords, type Language, problemWords, words } from "./words.ts";
import { table } from "./table.ts";

/** Longest wait for a device to say that it is there: a card reader's module takes its time to wake. */
const patienceMs = 8000;
/** And, once it is there, for its name. */
const identityMs = 500;

/** What was found out about one device. */
export interface Checked {
  id: string;
  kind: ProfileDevice["kind"];
  label: string | null;
  url: string;
  state: DeviceStatus["state"];
  /** A code, see `problemWords`; null when all is well. */
  problem: string | null;
  /** What the system said when the line could not be opened. */
  detail: string | null;
  identity: DeviceHealth["identity"];
  /** How trying it ended; null when it was not tried. */
  trial: Trial | null;
  /** What does not stop it. */
  troubles: { code: string; detail: Readonly<Record<string, string | number>> }[];
}

export interface CheckOptions {
  clock: DeviceClock;
  /** Whether a device is to be tried, asked for each that can be. */
  mayTry: (device: ProfileDevice, trial: AnyTrial) => Promise<boolean>;
}

type AnyTrial = NonNullable<DeviceKind<string, Record<never, never>, Device>["trial"]>;

/** Opens each device of a profile in turn and closes it again; takes what the kiosk would take, so the kiosk must rest. */
export async function checkProfile(profile: Profile, options: CheckOptions): Promise<Checked[]> {
  const checked: Checked[] = [];
  for (const entry of profile.devices) checked.push(await checkDevice(entry, profile.directory, options));
  return checked;
}

/** Whether a device is fit for its work. */
export function isGood({ state, trial }: Checked): boolean {
  return (state === "ready" || state === "degraded") && trial?.good !== false;
}

async function checkDevice(entry: ProfileDevice, directory: string, options: CheckOptions): Promise<Checked> {
  const { clock } = options;
  const troubles: Checked["troubles"] = [];
  let detail: string | null = null;
  const device = await createDevice(
    entry,
    deviceContext(entry, {
      clock,
      directory,
      onTrouble: (code, more) => troubles.push({ code, detail: more }),
      onOpenError: ({ message }) => (detail = message),
    }),
  );
  try {
    const status = await firstStatus(device, clock);
    const isThere = status.state === "ready" || status.state === "degraded";
    if (isThere) await waitFor(clock, identityMs, () => Object.keys(device.health().identity).length > 0);
    const trial = isThere ? await tryOut(entry, device, options) : null;
    return {
      id: entry.id,
      kind: entry.kind,
      label: entry.label ?? null,
      url: entry.url,
      state: status.state,
      problem: "problem" in status ? status.problem : null,
      detail,
      identity: device.health().identity,
      trial,
      troubles,
    };
  } finally {
    await device.stop();
  }
}

/** What the device is like once it is no longer just starting. */
async function firstStatus(device: Device, clock: DeviceClock): Promise<DeviceStatus> {
  const { promise, resolve } = Promise.withResolvers<DeviceStatus>();
  const forget = device.onStatus((status) => {
    if (status.state !== "starting") resolve(status);
  });
  const cancel = clock.setTimeout(() => resolve({ state: "failed", problem: "noAnswer" }), patienceMs);
  device.start();
  const status = await promise;
  forget();
  cancel();
  return status;
}

async function waitFor(clock: DeviceClock, ms: number, isSo: () => boolean): Promise<void> {
  const until = clock.now() + ms;
  while (!isSo() && clock.now() < until)
    await new Promise<void>((resolve) => {
      clock.setTimeout(resolve, 50);
    });
}

async function tryOut(
  entry: ProfileDevice,
  device: Device,
  { mayTry, clock }: CheckOptions,
): Promise<Trial | null> {
  const trial = kindNamed(entry.kind)?.trial as AnyTrial | undefined;
  if (trial === undefined || !(await mayTry(entry, trial))) return null;
  return trial.run(device, clock);
}

/** The table that a technician reads: one line each, and under it what to do. */
export function checkText(checked: readonly Checked[], language: Language): string {
  const rows = checked.map((device) => [
    isGood(device) ? "✓" : "✗",
    device.id,
    kindNamed(device.kind)?.title[language] ?? device.kind,
    device.url,
    stateWords(device, language),
  ]);
  const head = ["", ...[words.device, words.kind, words.url, words.state].map((title) => title[language])];
  const [title = "", ...lines] = table([head, ...rows]);
  const body = checked.flatMap((device, at) => [
    lines[at] ?? "",
    ...notes(device, language).map((note) => `     ${note}`),
  ]);
  const end = checked.every(isGood) ? words.allWell : words.someFail;
  return [title, ...body, "", end[language]].join("\n");
}

function stateWords({ state, problem }: Checked, language: Language): string {
  if (problem !== null) return problemWords(problem).says[language];
  return (state === "ready" ? words.ready : words.starting)[language];
}

function notes({ problem, detail, identity, trial, troubles, label }: Checked, language: Language): string[] {
  const said: string[] = [];
  if (label !== null) said.push(label);
  const names = Object.entries(identity).map(([name, value]) => `${name} ${value}`);
  if (names.length > 0) said.push(`${words.identity[language]}: ${names.join(", ")}`);
  if (problem !== null) {
    if (detail !== null) said.push(`(${detail})`);
    said.push(`→ ${problemWords(problem).advice[language]}`);
  }
  for (const trouble of troubles) {
    const { says, advice } = problemWords(trouble.code);
    said.push(`! ${says[language]}: ${Object.values(trouble.detail).join(" ")}`, `→ ${advice[language]}`);
  }
  if (trial?.good) said.push(`✓ ${doneWords(trial.code)[language]}`);
  else if (trial) {
    const { says, advice } = problemWords(trial.code);
    said.push(`✗ ${says[language]}`, `→ ${advice[language]}`);
  }
  return said;
}
