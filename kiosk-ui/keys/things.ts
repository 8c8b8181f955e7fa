/** What can be pressed on the page now, in the order in which it is read. */

const pressable = "button, a[href], input, [role=button], [role=option], [role=tab]";

/** A dialog that is open stands before everything else. */
export function scopeNow(): Element {
  const dialogs = document.querySelectorAll("[role=dialog], [role=alertdialog]");
  return dialogs[dialogs.length - 1] ?? document.querySelector(".kiosk") ?? document.body;
}

export function thingsNow(): HTMLElement[] {
  return [...scopeNow().querySelectorAll<HTMLElement>(pressable)].filter(
    (thing) =>
      !thing.matches(":disabled, [aria-disabled=true], [tabindex='-1'], [aria-hidden=true]") &&
      thing.getClientRects().length > 0,
  );
}

/** The one thing that most people want: what # presses. */
export function confirmThing(things: readonly HTMLElement[]): HTMLElement | null {
  return things.findLast((thing) => thing.matches("[data-key=confirm], .button.primary")) ?? null;
}

/** What leads back inside a page that the kiosk knows nothing of, such as a dialog or a search. */
export function backThing(things: readonly HTMLElement[]): HTMLElement | null {
  return things.findLast((thing) => thing.matches("[data-key=back]")) ?? null;
}

/** Whether digits go into a field on the page, so that they mean nothing else. */
export const digitsAreTyped = (): boolean => scopeNow().querySelector(".keyboard.digits") !== null;

/** Whether Enter ends what is typed: there is a field, and no button that Enter would press. */
export const entersTyped = (focused: Element | null): boolean =>
  scopeNow().querySelector(".keyboard") !== null && !focused?.matches(pressable);

export type Direction = "up" | "down" | "left" | "right";

/** The nearest thing in a direction, seen from this one; what lies straight ahead is nearer than what lies aside. */
export function nearest(
  things: readonly HTMLElement[],
  from: Element | null,
  direction: Direction,
): HTMLElement | null {
  if (!from || !things.includes(from as HTMLElement)) return things[0] ?? null;
  const here = middleOf(from);
  let best: { thing: HTMLElement; distance: number } | null = null;
  for (const thing of things) {
    const there = middleOf(thing);
    const [along, aside] = distances(there.x - here.x, there.y - here.y, direction);
    const distance = along + 3 * Math.abs(aside);
    if (thing !== from && along > 1 && (!best || distance < best.distance)) best = { thing, distance };
  }
  return best?.thing ?? null;
}

function middleOf(element: Element): { x: number; y: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

function distances(dx: number, dy: number, direction: Direction): [along: number, aside: number] {
  switch (direction) {
    case "up":
      return [-dy, dx];
    case "down":
      return [dy, dx];
    case "left":
      return [-dx, dy];
    case "right":
      return [dx, dy];
  }
}
