import { useEffect } from "react";
import type { Send } from "../kiosk-connection.ts";
import { type KeypadKey, keypadKeyOf, onKeypad } from "./keypad.ts";
import { backThing, confirmThing, type Direction, nearest, thingsNow } from "./things.ts";
import { TypingHand } from "./typing-hand.ts";

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** Works the page by keys: arrows move, digits choose, # confirms, * goes back, 0 and F1 call help. */
export function useKeypad(session: number | undefined, send: Send): void {
  useEffect(() => {
    const caps = new KeyCaps();
    let typed = "";
    const onKey = ({ key, event }: { key: KeypadKey; event: KeyboardEvent }) => {
      // A field on the page, or its keyboard, has taken it meanwhile.
      if (event.defaultPrevented) return;
      const things = thingsNow();
      const turn = onKeypad(typed, key, things.length);
      typed = turn.typed;
      caps.show(typed);
      act(turn.act, things, send);
    };
    const hand = new TypingHand(onKey);
    const onDown = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || isWriting(event)) return;
      const isSign = event.key.length === 1 || event.key === "Enter";
      const key = keypadKeyOf(event);
      if (isSign && !hand.key(key && { key, event }, event.timeStamp)) event.preventDefault();
      const direction = arrows[event.key];
      if (direction || event.key === "F1") event.preventDefault();
      if (event.key === "F1") act({ kind: "help" }, thingsNow(), send);
      if (direction) nearest(thingsNow(), document.activeElement, direction)?.focus();
    };
    // A finger takes over: the caps would only be in its way.
    const onPointer = () => {
      typed = "";
      caps.hide();
    };
    window.addEventListener("keydown", onDown);
    window.addEventListener("pointerdown", onPointer);
    return () => {
      window.removeEventListener("keydown", onDown);
      window.removeEventListener("pointerdown", onPointer);
      hand.stop();
      caps.hide();
    };
  }, [session, send]);
}

/** Whoever writes into a field means its digits. */
const isWriting = ({ target }: Event) =>
  target instanceof HTMLElement && target.matches("input, textarea, [contenteditable=true]");

function act(what: ReturnType<typeof onKeypad>["act"], things: readonly HTMLElement[], send: Send): void {
  switch (what.kind) {
    case "none":
      return;
    case "point":
      return things[what.nth - 1]?.focus();
    case "press": {
      const thing = things[what.nth - 1];
      thing?.focus();
      return thing?.click();
    }
    case "confirm":
      return confirmThing(things)?.click();
    case "back": {
      const way = backThing(things);
      return way ? way.click() : send({ kind: "back" });
    }
    case "help":
      return document.querySelector<HTMLElement>(".help-button")?.click();
  }
}

/** The numbers on things, while a keypad is used. They follow whatever appears. */
class KeyCaps {
  readonly #root = document.documentElement;
  readonly #watch = new MutationObserver(() => this.#number());
  #isOn = false;

  /** `typed`: the digits that wait for more. */
  show(typed: string): void {
    this.#root.dataset["keys"] = typed;
    if (this.#isOn) return;
    this.#isOn = true;
    this.#number();
    this.#watch.observe(document.body, {
      childList: true,
      subtree: true,
      attributeFilter: ["disabled", "aria-hidden", "tabindex"],
    });
  }

  hide(): void {
    this.#watch.disconnect();
    this.#isOn = false;
    delete this.#root.dataset["keys"];
    for (const thing of document.querySelectorAll("[data-cap]")) uncap(thing);
  }

  #number(): void {
    const things = thingsNow();
    for (const thing of document.querySelectorAll("[data-cap]"))
      if (!things.includes(thing as HTMLElement)) uncap(thing);
    things.forEach((thing, at) => {
      const cap = String(at + 1);
      if (thing.dataset["cap"] === cap) return;
      thing.dataset["cap"] = cap;
      thing.setAttribute("aria-keyshortcuts", cap);
    });
  }
}

function uncap(thing: Element): void {
  thing.removeAttribute("data-cap");
  thing.removeAttribute("aria-keyshortcuts");
}
