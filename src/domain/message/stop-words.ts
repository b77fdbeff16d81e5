/** Messages that are a single word of command, or a single answer: exactly that, with what people send around it. */
import { switchLayout, plainText } from "./letters.ts";
import { tokenize } from "./tokens.ts";
import {
  AGREEING,
  BEFORE_ANSWER,
  BESIDE_STOP,
  REFUSING,
  STOP_ALL_WORDS,
  STOP_SIGNS,
  STOP_WORDS,
} from "./words/stop-words.ts";

/** A text as its bare words: without punctuation, emoji, politeness, the number that it was to be sent to, and what is repeated. */
function bareWords(text: string): string {
  const words = tokenize(plainText(text))
    .flatMap((token) => (token.kind === "word" ? [token.text.replace(/(\p{L})\1{2,}/gu, "$1")] : []))
    .filter((word, _at, all) => !(/^\d{3,6}$/u.test(word) && all.length > 1));
  const bare = words.filter((word) => !BESIDE_STOP.test(word));
  return bare.filter((word, at) => word !== bare[at - 1]).join(" ");
}

/** Longer ones are sentences. */
const MOST_CHARACTERS = 60;

/** What a message that is nothing but a word to stop is about: everything, or what it points at. */
export function readStop(text: string): "stop-all" | "stop-word" | "stop-sign" | undefined {
  if (text.length > MOST_CHARACTERS || text.includes("?")) return undefined;
  const signs = text.replace(/[\s\uFE0F\p{P}]/gu, "");
  if (signs !== "" && STOP_SIGNS.test(signs)) return "stop-sign";
  const bare = bareWords(text);
  const readings = [bare, bareWords(switchLayout(text.trim()))];
  if (readings.some((words) => STOP_ALL_WORDS.has(words))) return "stop-all";
  return readings.some((words) => STOP_WORDS.has(words)) ? "stop-word" : undefined;
}

/** A bare yes or no: it answers whatever was asked last. */
export function readAnswer(text: string): "yes" | "no" | undefined {
  if (text.length > MOST_CHARACTERS || text.includes("?")) return undefined;
  const words = tokenize(plainText(text)).flatMap(({ kind, text: word }) => (kind === "word" ? [word] : []));
  const said = words.filter((word, at) => word !== words[at - 1]);
  const bare = said.join(" ");
  const [first = "", ...rest] = said;
  if (REFUSING.has(bare) || (BEFORE_ANSWER.test(first) && REFUSING.has(rest.join(" ")))) return "no";
  return AGREEING.has(bare) ? "yes" : undefined;
}
