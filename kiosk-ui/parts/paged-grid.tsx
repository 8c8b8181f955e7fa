import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button.tsx";
import { useSize } from "./use-size.ts";

interface PagedGridProps<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  render: (item: T) => ReactNode;
  label: string;
  /** The least that a cell needs at ordinary glyphs, in millimetres, and the gap between cells. */
  cell: { width: number; height: number; gap: number };
  pxPerMm: number;
  empty?: ReactNode;
}

/** The ordinary em in millimetres, as in the style sheet: larger glyphs need larger cells. */
const ordinaryEm = 8;

/** How many stand below each other where the page scrolls. */
const rowsOfMagnified = 8;

/** What the pager takes from the cells when there is more than one page: ordinarily, with large glyphs, and those beside keys. */
const pagerMm = { ordinary: 25, large: 28, narrow: 20 };

/** As many cells as fit at their physical size, and pages for the rest: nobody has to find out how to scroll. */
export function PagedGrid<T>({ items, keyOf, render, label, cell, pxPerMm, empty }: PagedGridProps<T>) {
  const { t } = useTranslation();
  const { ref: room, size } = useSize<HTMLDivElement>();
  const [wanted, setWanted] = useState(0);
  const fit = (space: number, least: number) =>
    Math.max(1, Math.floor((space / pxPerMm + cell.gap) / (least + cell.gap)));
  const scale = Math.max(1, size.glyph / pxPerMm / ordinaryEm);
  const columns = fit(size.width, cell.width * scale);
  // Large text in a wide cell has fewer lines than in the least one; in a narrow one it stands closer.
  const narrowness = scale === 1 ? 1 : (cell.width * scale * columns) / (size.width / pxPerMm);
  const isNarrow = narrowness > 1;
  const height =
    cell.height * scale * (isNarrow ? 1.1 : columns === 1 || scale === 1 ? Math.max(0.72, narrowness) : 1.05);
  const pager = pagerMm[isNarrow ? "narrow" : scale > 1 ? "large" : "ordinary"];
  const allRows = size.isTight ? rowsOfMagnified : fit(size.height, height);
  const isOnePage = items.length <= columns * allRows;
  const rows = isOnePage || size.isTight ? allRows : fit(size.height - pager * pxPerMm, height);
  const pages = Math.max(1, Math.ceil(items.length / (columns * rows)));
  const page = Math.min(wanted, pages - 1);
  const shown = items.slice(page * columns * rows, (page + 1) * columns * rows);
  return (
    <div className={isNarrow ? "paged narrow" : "paged"} ref={room}>
      <div className="room">
        <ul
          className="cells"
          aria-label={label}
          style={{
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            gridTemplateRows: `repeat(${rows}, minmax(min-content, 1fr))`,
          }}
        >
          {size.width > 0 && shown.map((item) => <li key={keyOf(item)}>{render(item)}</li>)}
        </ul>
        {items.length === 0 ? <p className="empty">{empty}</p> : null}
      </div>
      <nav
        className={isOnePage ? "pager single" : "pager"}
        aria-label={t("choose.page", { page: page + 1, pages })}
      >
        {isOnePage ? null : (
          <>
            <Button onTouch={() => setWanted(page - 1)} disabled={page === 0}>
              {isNarrow ? null : "‹ "}
              {t("choose.previous")}
            </Button>
            <span className="page">{t("choose.page", { page: page + 1, pages })}</span>
            <Button onTouch={() => setWanted(page + 1)} disabled={page === pages - 1}>
              {t("choose.nextPage")}
              {isNarrow ? null : " ›"}
            </Button>
          </>
        )}
      </nav>
    </div>
  );
}
