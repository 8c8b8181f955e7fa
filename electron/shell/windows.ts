/** Which display shows what. Pure. */

export interface DisplayFacts {
  id: number;
  label: string;
  touchSupport: "available" | "unavailable" | "unknown";
  bounds: { x: number; y: number; width: number; height: number };
}

export interface WindowSettings {
  /** Id or label of the display that citizens touch; null: the first that the system says can be touched, else the first. */
  kiosk: string | null;
  /** The display that faces those who wait: its id or label, or `auto` for the first that nobody touches; null: none. */
  customer: string | null;
}

export interface PlannedWindow {
  display: DisplayFacts;
  shows: "kiosk" | "customer";
}

/**
 * Every display at most once, and always one that a citizen can use, whatever the settings say. Never two: a core has one
 * session, one reader and one printer, and whoever touches one display would see what is somebody else's on the other.
 */
export function planWindows(displays: readonly DisplayFacts[], settings: WindowSettings): PlannedWindow[] {
  const isNamed = (display: DisplayFacts, name: string) =>
    String(display.id) === name || display.label.toLowerCase() === name.toLowerCase();
  const { kiosk: wanted, customer } = settings;
  const named = wanted === null ? undefined : displays.find((display) => isNamed(display, wanted));
  const kiosk = named ?? displays.find(isTouched) ?? displays[0];
  if (!kiosk) return [];
  const others = displays.filter((display) => display !== kiosk);
  const facing =
    customer === null
      ? undefined
      : customer === "auto"
        ? (others.find((display) => !isTouched(display)) ?? others[0])
        : others.find((display) => isNamed(display, customer));
  return [
    { display: kiosk, shows: "kiosk" },
    ...(facing ? [{ display: facing, shows: "customer" as const }] : []),
  ];
}

const isTouched = ({ touchSupport }: DisplayFacts) => touchSupport === "available";

/** Displays that citizens would touch in vain: each needs a kiosk of its own. */
export const idleTouchDisplays = (
  displays: readonly DisplayFacts[],
  plans: readonly PlannedWindow[],
): DisplayFacts[] =>
  displays.filter((display) => isTouched(display) && !plans.some((plan) => plan.display.id === display.id));

/** Which displays show what, or what is wrong with the setting, in words for whoever wrote it. */
export function windowSettings(env: NodeJS.ProcessEnv): WindowSettings | { problem: string } {
  const kiosk = env.KIOSK_DISPLAY?.trim() || null;
  const customer = env.KIOSK_CUSTOMER_DISPLAY?.trim() || null;
  if (env.KIOSK_DISPLAYS !== undefined || kiosk?.includes(","))
    return {
      problem:
        "KIOSK_DISPLAY: one display, by its id or label. A kiosk serves one citizen at a time; a second touch screen needs a core of its own, with its own KIOSK_ID, reader and printer",
    };
  return { kiosk, customer };
}
