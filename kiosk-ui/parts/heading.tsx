import type { ReactNode } from "react";
import { breaking } from "./phrases.ts";
import { Phrases, Unbroken } from "./phrases.tsx";

/** The one question of a screen, and at most one line of help under it. */
export function Heading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="heading">
      <h1 tabIndex={-1} className={breaking(title)}>
        <Unbroken text={title} />
      </h1>
      {children === undefined ? null : (
        <p className="lead">
          <Phrases>{children}</Phrases>
        </p>
      )}
    </div>
  );
}
