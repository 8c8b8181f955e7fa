import { Children, type ReactNode } from "react";
import { phrasesOf } from "./phrases.ts";

/** A text whose words with a hyphen stay in one line. */
export function Unbroken({ text }: { text: string }): ReactNode {
  return text.split(/(\w+-\w+)/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <span key={part} className="unbroken">
        {part}
      </span>
    ),
  );
}

/**
 * A text in which a line ends with a phrase, wherever the room is; a phrase for which a whole line is too short breaks as
 * any Chinese does, never in front of its punctuation.
 */
export function Phrases({ children }: { children: ReactNode }): ReactNode {
  return Children.map(children, (child) => {
    if (typeof child !== "string") return child;
    const phrases = phrasesOf(child);
    if (phrases.length === 1) return <Unbroken text={child} />;
    return phrases.map((phrase, at) => (
      // A sentence may say the same twice.
      <span key={`${at} ${phrase}`} className="phrase">
        <Unbroken text={phrase} />
      </span>
    ));
  });
}
