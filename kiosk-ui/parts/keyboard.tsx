import {
  type ReactNode,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import SimpleKeyboard, { type KeyboardOptions } from "react-simple-keyboard";
import type { Language } from "../../electron/bridge.ts";
import { type Candidate, candidatesFor, choose, pagesOf, speltIn, type Word } from "./candidates.ts";
import { keyFor, type KeyboardLayout, press, rows } from "./keyboard-keys.ts";
import { isByKeypad } from "../keys/key-caps.ts";
import { scopeNow } from "../keys/things.ts";
import { useSize } from "./use-size.ts";

interface KeyboardProps {
  layout: KeyboardLayout;
  value: string;
  onChange: (value: string) => void;
  language: Language;
  pxPerMm: number;
  /** What is being typed, for whoever does not see the page. */
  label: string;
  /** Said in the field while it is empty. */
  placeholder?: string;
  /** What pinyin may mean first. */
  words?: readonly Word[];
  /** The longest text. */
  most?: number;
  /** Stands beside the field, such as the way back. */
  beside?: ReactNode;
}

/**
 * A field and the keys to fill it, for one finger, for real keys and for a screen reader. It keeps nothing: the text is its
 * owner's.
 */
export function Keyboard(props: KeyboardProps) {
  const { layout, value, label, placeholder, words = [], onChange, pxPerMm, most = 24, beside } = props;
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const field = useRef<HTMLDivElement>(null);
  const type = useCallback((key: string) => {
    const { value: text, layout: keys, most: limit = 24, onChange: tell } = latest.current;
    const next = press(text, key, keys, limit);
    if (next !== text) tell(next);
  }, []);
  usePhysicalKeys(field, layout, value === "", type);
  return (
    <div className={`keyboard ${layout}`} ref={field}>
      <div className="field">
        {/* An output is a live region: what a key did is said. */}
        <output className={Array.from(value).length > 9 ? "typed long" : "typed"} aria-label={label}>
          {value === "" ? <span className="placeholder">{placeholder}</span> : <span>{value}</span>}
        </output>
        {beside}
      </div>
      {layout === "pinyin" ? (
        <Candidates
          // A new spelling begins on the first page.
          key={speltIn(value)}
          candidates={candidatesFor(speltIn(value), words)}
          pxPerMm={pxPerMm}
          onChoose={(candidate) => onChange(choose(value, candidate).slice(0, most))}
        />
      ) : null}
      <Keys layout={layout} label={label} type={type} />
    </div>
  );
}

/** The keys stay the same elements while the text changes: who walks over them with Tab keeps their place. */
function Keys({
  layout,
  label,
  type,
}: Pick<KeyboardProps, "layout" | "label"> & { type: (key: string) => void }) {
  const { t } = useTranslation();
  const options = useMemo<KeyboardOptions>(() => {
    const named: [key: string, name: string][] = [
      ["{clear}", t("keyboard.clear")],
      ["{bksp}", t("keyboard.erase")],
      ["{space}", t("keyboard.space")],
    ];
    const spoken: typeof named = [
      ["-", t("keyboard.hyphen")],
      ["'", t("keyboard.apostrophe")],
      [".", t("keyboard.dot")],
      ["_", t("keyboard.underscore")],
    ];
    return {
      layout: rows[layout],
      display: Object.fromEntries(named),
      mergeDisplay: true,
      buttonAttributes: [...named, ...spoken].map(([buttons, value]) => ({
        attribute: "aria-label",
        value,
        buttons,
      })),
      buttonTheme: [{ class: "word", buttons: named.map(([key]) => key).join(" ") }],
      theme: "keys",
      useButtonTag: true,
      // By click, which Enter and screen readers do too.
      useMouseEvents: true,
      disableButtonHold: true,
      disableCaretPositioning: true,
      // The library would keep a text of its own, under `window`: nothing of a citizen may stay there.
      inputPattern: /^$/,
    };
  }, [layout, t]);
  return (
    <div role="group" aria-label={label}>
      <SimpleKeyboard {...options} onKeyPress={type} />
    </div>
  );
}

/** A real keyboard types too, wherever the focus is, and so does a keypad where the field is for digits. */
function usePhysicalKeys(
  field: RefObject<HTMLElement | null>,
  layout: KeyboardLayout,
  isEmpty: boolean,
  type: (key: string) => void,
): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      // A dialog stands before the field.
      if (!scopeNow().contains(field.current)) return;
      const key = keyFor(layout, event.key, { isEmpty, isByKeypad: isByKeypad() });
      if (key === null) return;
      event.preventDefault();
      type(key);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [field, layout, isEmpty, type]);
}

interface CandidatesProps {
  candidates: readonly Candidate[];
  pxPerMm: number;
  onChoose: (candidate: Candidate) => void;
}

/** In millimetres, as in the style sheet: the least width of a candidate, what it has beside its text, and gaps. */
const least = 20;
const beside = 9;
const gap = 3;
const turner = 20;

/** The Chinese that the letters may mean, in one row that always has its place; the rest by turning pages. */
function Candidates({ candidates, pxPerMm, onChoose }: CandidatesProps) {
  const { t } = useTranslation();
  const { ref, size } = useSize<HTMLDivElement>();
  const [at, setAt] = useState(0);
  // Whatever glyphs are in use, a word is as wide as its glyphs.
  const widthOf = ({ text }: Candidate) =>
    Math.max(least, (text.length * size.glyph) / pxPerMm + beside) + gap;
  const pages = pagesOf(candidates, widthOf, size.width / pxPerMm - 2 * (turner + gap) + gap);
  const turn = (by: number, name: string, sign: string) => (
    <button
      type="button"
      className="turn"
      aria-label={name}
      disabled={pages[at + by] === undefined}
      onClick={() => setAt(at + by)}
    >
      {sign}
    </button>
  );
  return (
    <div className="candidates" ref={ref} data-empty={candidates.length === 0}>
      {candidates.length === 0 ? (
        <p className="candidates-hint">{t("keyboard.hint")}</p>
      ) : (
        <>
          {turn(-1, t("keyboard.previous"), "‹")}
          <ul aria-label={t("keyboard.candidates")} lang="zh-CN">
            {size.width > 0 &&
              pages[at]?.map((candidate) => (
                <li key={candidate.text}>
                  <button type="button" onClick={() => onChoose(candidate)}>
                    {candidate.text}
                  </button>
                </li>
              ))}
          </ul>
          {turn(1, t("keyboard.next"), "›")}
        </>
      )}
    </div>
  );
}
