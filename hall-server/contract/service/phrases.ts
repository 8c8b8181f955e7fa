/** The phrases that a notice may be, as pages offer them and look at one's own words before the hall does. */
export {
  noticePhrases,
  noticePhraseNames,
  personalNumberIn,
  phraseText,
} from "../../domain/service/phrases.ts";
