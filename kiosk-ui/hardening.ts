/**
 * What a page in a kiosk does not do, whatever shows it: Electron or a browser in kiosk mode. The shell and the browser's
 * policy refuse most of this as well; two walls are better than one.
 */

/** Said on the console, where the shell hears it. Never what was dropped or pressed. */
const refuse = (what: string): void => console.warn(`refused ${what}`);

/** Keys that print, save, search, zoom, reload or open something. What the window's system takes for itself is not asked. */
const isEscape = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  ctrlKey || metaKey || altKey || /^(F\d{1,2}|BrowserBack|BrowserHome|ContextMenu)$/.test(key);

/** Whether this page fills its display, as it does in a kiosk: whoever develops keeps their keys. */
const isKiosk = (): boolean => matchMedia("(display-mode: fullscreen)").matches;

export function refuseWhatLeadsOut(): void {
  const stop = (name: string, what: string, applies: (event: Event) => boolean = () => true) =>
    document.addEventListener(
      name,
      (event) => {
        if (!applies(event)) return;
        event.preventDefault();
        if (name !== "dragover") refuse(what);
      },
      { capture: true, passive: false },
    );
  stop("contextmenu", "context menu");
  stop("dragover", "drop");
  stop("drop", "drop");
  stop("dragstart", "drag");
  stop("wheel", "zoom", (event) => (event as WheelEvent).ctrlKey);
  stop("touchmove", "pinch", (event) => (event as TouchEvent).touches.length > 1);
  stop("keydown", "key", (event) => isKiosk() && isEscape(event as KeyboardEvent));
  for (const name of ["print", "open", "alert", "confirm", "prompt"] as const)
    Object.defineProperty(window, name, {
      value: () => {
        refuse(name);
        return null;
      },
    });
}
