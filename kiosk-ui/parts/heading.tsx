import type { ReactNode } from "react";
import { breaking, lineOfLead } from "./phrases.ts";

/** A word with a hyphen stays in one line. */
const unbroken = (text: string): ReactNode =>
  text.split(/(\w+-\w+)/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <span key={part} className="unbroken">
        {part}
      </span>
    ),
  );

/** The one question of a screen, and at most one line of help under it. */
export function Heading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="heading">
      <h1 tabIndex={-1} className={breaking(title)}>
        {unbroken(title)}
      </h1>
      {children === undefined ? null : <Lead>{children}</Lead>}
    </div>
  );
}

const Lead = ({ children }: { children: ReactNode }) => (
  <p className={`lead ${(typeof children === "string" && breaking(children, lineOfLead)) || ""}`}>
    {children}
  </p>
);
