import type { KeyboardLayoutObject } from "react-simple-keyboard";

/**
 * Digits for numbers; for a code the signs that it can have; Latin for English words; pinyin for Chinese. A credit code has
 * neither I, O, S, V nor Z (GB 32100), a booking's no space, and a work number those of an id.
 */
export type KeyboardLayout = "digits" | "bookingCode" | "creditCode" | "workNumber" | "latin" | "pinyin";

const letters = ["Q W E R T Y U I O P", "A S D F G H J K L", "Z X C V B N M"];
const figures = "1 2 3 4 5 6 7 8 9 0";
const withoutLookalikes = (row: string): string => row.replaceAll(/[IOSVZ] ?/g, "").trim();

/** Keys as the library wants them: rows of names, those in braces being no characters. */
export const rows: Record<KeyboardLayout, KeyboardLayoutObject> = {
  digits: { default: ["1 2 3", "4 5 6", "7 8 9", "{clear} 0 {bksp}"] },
  bookingCode: { default: [figures, ...letters, "{clear} - {bksp}"] },
  creditCode: { default: [figures, ...letters.map(withoutLookalikes), "{clear} {bksp}"] },
  workNumber: { default: [figures, ...letters, "{clear} - . _ {bksp}"] },
  latin: { default: [figures, ...letters, "{clear} - ' {space} {bksp}"] },
  pinyin: { default: [...letters, "{clear} {space} {bksp}"] },
};

/** The text after a key; text that would be longer than `most` stays as it is. */
export function press(text: string, key: string, layout: KeyboardLayout, most: number): string {
  if (key === "{clear}") return "";
  if (key === "{bksp}") return Array.from(text).slice(0, -1).join("");
  // One space between words, and none before the first.
  if (key === "{space}" && (text === "" || text.endsWith(" "))) return text;
  const typed = key === "{space}" ? " " : layout === "pinyin" ? key.toLowerCase() : key;
  return text.length + typed.length > most ? text : text + typed;
}

interface TypedOn {
  isEmpty: boolean;
  /** The keys have their numbers, and a digit means the key of that number. */
  isByKeypad: boolean;
}

/** Which key of this keyboard a key of a real one is; null: none, and it keeps what it does by itself. */
export function keyFor(
  layout: KeyboardLayout,
  pressed: string,
  { isEmpty, isByKeypad }: TypedOn,
): string | null {
  if (pressed === "Backspace") return "{bksp}";
  // A plain keypad takes back by what it goes back with.
  if (pressed === "*" && layout === "digits" && !isEmpty) return "{bksp}";
  if (isByKeypad && layout !== "digits" && /^\d$/.test(pressed)) return null;
  const key = pressed.toUpperCase();
  const isThere = rows[layout].default!.some((row) => row.split(" ").includes(key));
  return isThere ? key : null;
}
