/** Which display shows what. Pure. */

export interface DisplayFacts {
  id: number;
  label: string;
  touchSupport: "available" | "unavailable" | "unknown";
  bounds: { x: number; y: number; width: number; height: number };
}

export interface WindowSettings {
  /** Ids or labels of the displays that citizens touch; none: those that the system says can be touched, else the first. */
  kiosk: readonly string[];
  /** The display that faces those who wait: its id or label, or `auto` for the first that nobody touches; null: none. */
  customer: string | null;
}

export interface PlannedWindow {
  display: DisplayFacts;
  shows: "kiosk" | "customer";
}

/** Every display at most once, and always one that a citizen can use, whatever the settings say. */
export function planWindows(displays: readonly DisplayFacts[], settings: WindowSettings): PlannedWindow[] {
  const isNamed = (display: DisplayFacts, name: string) =>
    String(display.id) === name || display.label.toLowerCase() === name.toLowerCase();
  const named = displays.filter((display) => settings.kiosk.some((name) => isNamed(display, name)));
  const touched = displays.filter(({ touchSupport }) => touchSupport === "available");
  const kiosks = [named, touched, displays.slice(0, 1)].find((some) => some.length > 0) ?? [];
  const others = displays.filter((display) => !kiosks.includes(display));
  const { customer } = settings;
  const facing =
    customer === null
      ? undefined
      : customer === "auto"
        ? others[0]
        : others.find((display) => isNamed(display, customer));
  return [
    ...kiosks.map((display) => ({ display, shows: "kiosk" as const })),
    ...(facing ? [{ display: facing, shows: "customer" as const }] : []),
  ];
}

export function windowSettings(env: NodeJS.ProcessEnv): WindowSettings {
  const names = (env.KIOSK_DISPLAYS ?? "").split(",").map((name) => name.trim());
  return { kiosk: names.filter((name) => name !== ""), customer: env.KIOSK_CUSTOMER_DISPLAY?.trim() || null };
}
