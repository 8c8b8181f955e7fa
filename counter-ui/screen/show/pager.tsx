import { useEffect, useState } from "react";
import { type Card, fitPages } from "../layout/pages.ts";
import { useSize } from "../layout/use-size.ts";

/** Long enough to read a page of a few lines twice. */
const turnEveryMs = 12_000;

interface PagerProps {
  /** The smallest and the largest letters, in pixels. */
  size: number;
  most: number;
  /** Made for lines of so many Han characters. */
  cards: (chars: number) => Card[];
  label: string;
}

/** What is to be read, in letters that are never too small: what does not fit at once is shown in turn. */
export function Pager({ size: least, most, cards, label }: PagerProps) {
  const [box, room] = useSize();
  const turn = useTurns();
  const { size, pages } = room ? fitPages(cards, room, { least, most }) : { size: least, pages: [] };
  const page = pages[turn % Math.max(1, pages.length)] ?? [];
  return (
    <section className="pager" aria-label={label} ref={box}>
      <div className="page" style={{ fontSize: size }}>
        {page.map(({ key, title, rows }) => (
          <section key={key} className={`card-${key.split("/")[0]}`}>
            <h2>{title}</h2>
            <ul>
              {rows.map((row) => (
                <li key={row.key}>{row.content}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}

function useTurns(): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((before) => before + 1), turnEveryMs);
    return () => clearInterval(timer);
  }, []);
  return turn;
}
