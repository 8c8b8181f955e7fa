import type { AnyRefusal } from "../contract/commands.ts";
import type { CheckEngineer, CheckEngineerAck, Session, SignIn, Subscription } from "../contract/wire.ts";
import { type HallState, windowConfig } from "../domain/hall/state.ts";
import { actorsOf, type Principal, type Role } from "../domain/roles.ts";
import { Turnstile } from "./turnstile.ts";

/** What proves who somebody is, as the store keeps it. */
export interface Credentials {
  checkPin(staff: string, pin: string): Promise<boolean>;
  startSession(staff: string, now: number): string;
  staffOf(token: string, now: number): string | null;
  endSession(token: string): void;
  isKioskKey(kiosk: string, key: string): boolean;
  pairTablet(window: string): string;
  isTabletKey(window: string, key: string): boolean;
}

/** Wrong PINs before a name is locked for the address that they came from, and for how long. */
const triesAllowed = 5;
const lockedMs = 60_000;

type Refused = { ok: false; refusal: AnyRefusal };
type SignedIn = { ok: true; token: string; session: Session } | Refused;

/** Never a clerk: whoever is rated does not set up what rates. */
const pairsTablets: ReadonlySet<Role> = new Set(["manager", "admin", "engineer"]);

/** Who may come in, and what they may see. Roles are read from the hall's configuration, never from a client. */
export class Authority {
  readonly #credentials: () => Credentials;
  readonly #state: () => HallState;
  readonly #now: () => number;
  readonly #failures = new Map<string, { count: number; until: number }>();
  readonly #checks = new Turnstile({ atOnce: 2, perVisitor: 2, waiting: 16 });

  /** The credentials are asked for each time: a file that is opened anew brings new ones. */
  constructor(credentials: () => Credentials, state: () => HallState, now: () => number) {
    this.#credentials = credentials;
    this.#state = state;
    this.#now = now;
  }

  /**
   * `address` is where it comes from. Wrong PINs lock a name for that address only, so that nobody locks a colleague out
   * from another desk; checking a PIN is dear by design, so one address can't have many checked at once.
   */
  async signIn({ staff, pin }: SignIn, address: string): Promise<SignedIn> {
    const checked = await this.#check({ staff, pin }, address);
    if (!checked.ok) return checked;
    const token = this.#credentials().startSession(staff, this.#now());
    return { ok: true, token, session: checked.session };
  }

  /** Whether a kiosk may let this engineer at its works; no session begins. */
  async checkEngineer({ staff, pin }: CheckEngineer, kiosk: string): Promise<CheckEngineerAck> {
    const { config } = this.#state();
    const spelled = config.staff.find(({ id }) => id.toLowerCase() === staff.toLowerCase())?.id ?? staff;
    const checked = await this.#check({ staff: spelled, pin }, `kiosk:${kiosk}`);
    if (!checked.ok) return checked;
    return checked.session.roles.includes("engineer")
      ? { ok: true, staff: spelled }
      : refused("notAllowed", { command: "checkEngineer" });
  }

  async #check({ staff, pin }: SignIn, address: string): Promise<{ ok: true; session: Session } | Refused> {
    const who = `${staff}\n${address}`;
    const locked = this.#lockedFor(who);
    if (locked > 0) return refused("tooManyAttempts", { seconds: Math.ceil(locked / 1000) });
    const checking = this.#checks.enter(address, () => this.#credentials().checkPin(staff, pin));
    if (!checking) return refused("tooManyAttempts", { seconds: 1 });
    // Counted before it is checked, so that tries sent all at once count too.
    this.#countFailure(who);
    const session = (await checking) ? this.#sessionOf(staff) : null;
    if (!session) return refused("signInFailed");
    this.#failures.delete(who);
    return { ok: true, session };
  }

  /** The session that a cookie stands for, or null. */
  session(token: string | undefined): Session | null {
    const staff = token && this.#credentials().staffOf(token, this.#now());
    return staff ? this.#sessionOf(staff) : null;
  }

  signOut(token: string): void {
    this.#credentials().endSession(token);
  }

  /** The key of a window's tablet, which whoever is signed in there sets up; null when that is not theirs to do. */
  pairTablet(window: string, token: string | undefined): { ok: true; key: string } | Refused {
    const session = this.session(token);
    if (!session) return refused("notSignedIn");
    if (!session.roles.some((role) => pairsTablets.has(role)))
      return refused("notAllowed", { command: "pairTablet" });
    if (!windowConfig(this.#state(), window)) return refused("unknownWindow", { window });
    return { ok: true, key: this.#credentials().pairTablet(window) };
  }

  /**
   * Who a connection is: a kiosk with its key, a window's tablet with its cookie, signed-in staff, or nobody in
   * particular, who may watch a screen.
   */
  principal(
    handshake: { kiosk?: unknown; key?: unknown; tablet?: unknown },
    { token, tabletKey }: { token: string | undefined; tabletKey: string | undefined },
  ): Principal | null {
    const { kiosk, key, tablet } = handshake;
    if (tablet !== undefined) {
      if (typeof tablet !== "string" || !windowConfig(this.#state(), tablet) || tabletKey === undefined)
        return null;
      return this.#credentials().isTabletKey(tablet, tabletKey) ? { kind: "tablet", id: tablet } : null;
    }
    if (kiosk !== undefined || key !== undefined) {
      if (typeof kiosk !== "string" || typeof key !== "string") return null;
      const isKnown = this.#state().config.kiosks.some(({ id }) => id === kiosk);
      return isKnown && this.#credentials().isKioskKey(kiosk, key) ? { kind: "kiosk", id: kiosk } : null;
    }
    const session = this.session(token);
    if (!session) return { kind: "screen", id: "anonymous" };
    return { kind: "staff", id: session.staff, roles: session.roles };
  }

  #sessionOf(staff: string): Session | null {
    const { config } = this.#state();
    const member = config.staff.find(({ id }) => id === staff);
    if (!member) return null;
    const windows = config.windows.map(({ id, name }) => ({ window: id, name }));
    return { staff, name: member.name, roles: [...member.roles], windows };
  }

  #lockedFor(who: string): number {
    const failure = this.#failures.get(who);
    if (!failure || failure.count < triesAllowed) return 0;
    const left = failure.until - this.#now();
    if (left <= 0) this.#failures.delete(who);
    return left;
  }

  #countFailure(who: string): void {
    const count = (this.#failures.get(who)?.count ?? 0) + 1;
    // Bounded: made-up names can't fill the memory.
    if (this.#failures.size > 10_000) this.#failures.clear();
    this.#failures.set(who, { count, until: this.#now() + lockedMs });
  }
}

const refused = (code: AnyRefusal["code"], params: AnyRefusal["params"] = {}): Refused => ({
  ok: false,
  refusal: { code, params },
});

const mayWatch: Record<Subscription["view"], readonly string[]> = {
  board: ["screen", "kiosk", "clerk", "guide", "manager", "admin", "engineer"],
  screens: ["screen", "kiosk", "clerk", "guide", "manager", "admin", "engineer"],
  counter: ["clerk", "guide", "manager"],
  guide: ["guide", "manager"],
  kiosk: ["kiosk", "guide", "manager"],
  catalogue: ["kiosk", "clerk", "guide", "manager", "admin"],
  manager: ["manager"],
  rating: ["tablet", "clerk", "guide", "manager"],
};

/** Deny by default: a view that does not name an actor is refused to it. */
export function maySubscribe(principal: Principal, subscription: Subscription): boolean {
  const { view } = subscription;
  // A tablet knows of its own window only.
  const isTheirs =
    principal.kind !== "tablet" || ("window" in subscription && subscription.window === principal.id);
  return isTheirs && actorsOf(principal).some((actor) => mayWatch[view].includes(actor));
}
