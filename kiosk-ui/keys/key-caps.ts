import { digitsAreTyped, thingsNow } from "./things.ts";

/** Whether somebody works the page with a keypad, so that things have numbers. */
export const isByKeypad = (): boolean => "keys" in document.documentElement.dataset;

/** The numbers on things, while a keypad is used. They follow whatever appears. */
export class KeyCaps {
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
    const things = digitsAreTyped() ? [] : thingsNow();
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
