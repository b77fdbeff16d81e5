/** A yes or no to a question of ours, in all the forms that people give it, with what they put around it. */
import { plainText, transliterate } from "./letters.ts";
import { ANSWER_WORDS } from "./words/answer-words.ts";

type Part = keyof typeof ANSWER_WORDS;

const PHRASES: readonly (readonly [Part, readonly string[]])[] = (Object.keys(ANSWER_WORDS) as Part[])
  .flatMap((part) => ANSWER_WORDS[part].split(/\s+/u).map((phrase) => [part, phrase.split("_")] as const))
  .toSorted(([, one], [, other]) => other.length - one.length);

const SIGNS = { no: /^(?:[-–—]+|👎+|0+)$/u, yes: /^(?:\+|👍|👌|✅|💯|🆗)+$/u } as const;

/** Longer ones are sentences. */
const MOST_CHARACTERS = 80;

/** Nothing, if any word is another, or if it says both. */
export function readYesOrNo(text: string): "yes" | "no" | undefined {
  if (text.length > MOST_CHARACTERS || text.includes("?")) return undefined;
  const bare = text.replace(/[\s.!,]|\p{Emoji_Modifier}|\p{M}/gu, "");
  if (SIGNS.no.test(bare)) return "no";
  if (SIGNS.yes.test(bare)) return "yes";
  if (!/^[\p{L}\s.,!()'’ʻ0—–-]*$/u.test(text.replace(BESIDE, ""))) return undefined;
  return readWords(plainText(text)) ?? readWords(transliterate(plainText(text)));
}

function readWords(text: string): "yes" | "no" | undefined {
  const words =
    text
      .replace(/['’ʻ]/gu, "")
      .replace(/(\p{L})\1{2,}/gu, "$1")
      .match(/[\p{L}0]+/gu) ?? [];
  const said = { no: 0, yes: 0, fine: 0, none: 0, light: 0 };
  let isBareNo = true;
  for (let at = 0; at < words.length;) {
    const [first, phrase = []] = partsAt(words, at);
    if (first === undefined) return undefined;
    const isAside = first.includes("light") && said.yes + said.no + said.fine + said.none > 0;
    // "да нет": what agrees, before a refusal, agrees to nothing.
    const [part] = isAside ? (["light"] as const) : first;
    if (part === "no" || part === "none") said.yes = 0;
    // "Нет, не мешает".
    if (part === "fine" && said.fine === 0 && isBareNo) said.no = 0;
    isBareNo = (isBareNo || said.no === 0) && part !== "none" && (part !== "no" || BARE_NO.test(phrase.join(" ")));
    if (part !== undefined) said[part]++;
    at += phrase.length;
  }
  const agreed = said.yes + said.fine;
  if (said.no + said.none > 0) return agreed > 0 ? undefined : "no";
  return agreed > 0 ? "yes" : undefined;
}

const BARE_NO = /^(?:нет|не|неа|ни|no|nope|nah)$/u;

const BESIDE = /[🙏🙂😊😉☺😀😁👎👍]|\p{Emoji_Modifier}|\p{M}/gu;

/** The parts that the longest phrase from here on may play. */
function partsAt(words: readonly string[], at: number): readonly [readonly Part[] | undefined, (readonly string[])?] {
  const here = PHRASES.filter(([, phrase]) => phrase.every((word, offset) => words[at + offset] === word));
  const [longest] = here;
  if (longest === undefined) return [undefined];
  const parts = here.filter(([, { length }]) => length === longest[1].length).map(([part]) => part);
  return [parts, longest[1]];
}
