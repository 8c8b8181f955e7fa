/**
 * By what this kiosk knows an engineer again while the hall is away: an argon2id hash of the PIN with which the hall let
 * them in here last. Made with a library, because Electron's own cryptography has no argon2.
 */
import { randomBytes } from "node:crypto";
import { argon2id, argon2Verify } from "hash-wasm";
import { z } from "zod";

const Verifier = z.object({ staff: z.string(), phc: z.string(), at: z.number() });
export const Verifiers = z.array(Verifier);
export type Verifiers = z.infer<typeof Verifiers>;

/** Whoever has not been let in by the hall for so long is not let in without it. */
const goodForMs = 30 * 24 * 3_600_000;
const mostKept = 20;
const cost = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 };

export const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** The hall has let them in: from now on this kiosk knows them. */
export async function remember(
  known: Verifiers,
  staff: string,
  pin: string,
  now: number,
): Promise<Verifiers> {
  const phc = await argon2id({ ...cost, password: pin, salt: randomBytes(16), outputType: "encoded" });
  return [...forget(known, staff), { staff, phc, at: now }].slice(-mostKept);
}

/** The hall does not let them in any more. */
export const forget = (known: Verifiers, staff: string): Verifiers =>
  known.filter((each) => !isSame(each.staff, staff));

export type Verdict = { kind: "known"; staff: string } | { kind: "wrong" } | { kind: "unknown" };

/** Costs as much for somebody unknown as for a wrong PIN. */
export async function verify(known: Verifiers, staff: string, pin: string, now: number): Promise<Verdict> {
  const kept = known.find((each) => isSame(each.staff, staff) && Math.abs(now - each.at) < goodForMs);
  if (!kept) {
    await argon2id({ ...cost, password: pin, salt: randomBytes(16), outputType: "encoded" });
    return { kind: "unknown" };
  }
  const isRight = await argon2Verify({ password: pin, hash: kept.phc });
  return isRight ? { kind: "known", staff: kept.staff } : { kind: "wrong" };
}
