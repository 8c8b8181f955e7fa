import type { ReactNode } from "react";
import { Phrases } from "./phrases.tsx";

/** Something to know before going on. The mark says it to whoever does not see the colour. */
export function Notice({ children, kind = "look" }: { children: ReactNode; kind?: "look" | "alarm" }) {
  return (
    <p className={`notice ${kind}`} role="status">
      <span className="mark" aria-hidden="true">
        !
      </span>
      <span>
        <Phrases>{children}</Phrases>
      </span>
    </p>
  );
}
