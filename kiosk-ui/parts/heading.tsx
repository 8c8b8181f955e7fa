import type { ReactNode } from "react";

/** The one question of a screen, and at most one line of help under it. */
export function Heading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="heading">
      <h1 tabIndex={-1}>{title}</h1>
      {children === undefined ? null : <p className="lead">{children}</p>}
    </div>
  );
}
