import type { ComponentProps } from "react";

/** A button of the dark bar. A mouse leaves the focus where it was, so that Space goes on calling the next one. */
export function BarButton(props: ComponentProps<"button">) {
  return (
    <button type="button" className="bar-button" onMouseDown={(event) => event.preventDefault()} {...props} />
  );
}
