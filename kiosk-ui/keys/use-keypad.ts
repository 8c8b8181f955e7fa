import { useEffect } from "react";
import type { Send } from "../kiosk-connection.ts";
import { isByKeypad, KeyCaps } from "./key-caps.ts";
import {
  isKnock,
  knock,
  type KeypadKey,
  keypadKeyOf,
  needsNumbers,
  onKeypad,
  type TimedKey,
} from "./keypad.ts";
import { backThing, confirmThing, type Direction, entersTyped, nearest, thingsNow } from "./things.ts";
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
    let recent: readonly TimedKey[] = [];
    const onKey = ({ key, event }: { key: KeypadKey; event: KeyboardEvent }) => {
      // A field on the page, or its keyboard, has taken it meanwhile.
      if (event.defaultPrevented) return;
      // Who has Enter has letters, and needs no numbers.
      if (event.key === "Enter") return act({ kind: "confirm" }, thingsNow(), send);
      recent = [...recent, { key, at: event.timeStamp }].slice(-knock.length);
      if (isKnock(recent)) return send({ kind: "engineer", ask: { do: "knock" } });
      if (needsNumbers(key) && !isByKeypad()) return caps.show("");
      const things = thingsNow();
      const turn = onKeypad(typed, key, things.length);
      typed = turn.typed;
      caps.show(typed);
      act(turn.act, things, send);
    };
    const hand = new TypingHand(onKey);
    const leave = () => {
      typed = "";
      caps.hide();
    };
    const onDown = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || isWriting(event)) return;
      const isSign = event.key.length === 1 || event.key === "Enter";
      const isEntered = event.key === "Enter" && entersTyped(document.activeElement);
      const key = isEntered ? "#" : keypadKeyOf(event);
      const isByHand = isSign && hand.key(key && { key, event }, event.timeStamp);
      if (isSign && !isByHand) event.preventDefault();
      // Who has letters needs no numbers.
      if (isByHand && /^[a-z]$/i.test(event.key)) leave();
      const direction = arrows[event.key];
      if (direction || event.key === "F1") event.preventDefault();
      if (event.key === "F1") act({ kind: "help" }, thingsNow(), send);
      if (direction) nearest(thingsNow(), document.activeElement, direction)?.focus();
    };
    // A finger takes over, too: the caps would only be in its way.
    window.addEventListener("keydown", onDown, { capture: true });
    window.addEventListener("pointerdown", leave);
    return () => {
      window.removeEventListener("keydown", onDown, { capture: true });
      window.removeEventListener("pointerdown", leave);
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
