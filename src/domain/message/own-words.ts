/**
 * Whose words: cuts away what the writer only passes on. Quotations, forwarded messages, chat logs, what a phone reports
 * somebody to have liked, questions of ours that come back, and signatures are nobody's wish.
 */
import { ADVISED, ECHOES, FORWARDED, GIVEN_ON, LOGGED, SIGNED, TOLD } from "./words/passing-on.ts";

/** How others' words came to stand in a message. */
type CutReason = "words-quoted" | "words-forwarded" | "words-logged" | "words-echoed";

interface OwnWords {
  /** What is left. */
  readonly text: string;
  /** Why something was cut; a signature needs no mention. */
  readonly cut?: CutReason;
}

type Cut = readonly [CutReason | undefined, RegExp];

/** Each takes what it cuts; the order matters, as a forwarded log is forwarded. */
const CUTS: readonly Cut[] = [
  ["words-echoed", ECHOES],
  ["words-forwarded", FORWARDED],
  ["words-quoted", /(?:^|(?<=[,.!?:]))[ \t]*(?:>|&gt;|\|)[ \t]?\p{L}.*$/gmu],
  ["words-logged", LOGGED],
  ["words-quoted", TOLD],
  [undefined, ADVISED],
  [undefined, GIVEN_ON],
  [undefined, SIGNED],
];

const QUOTATION = /«([^»]*)(?:»|$)|“([^”]*)(?:”|$)|„([^“”]*)(?:[“”]|$)|"([^"]*)(?:"|$)/gu;

/** `asks`: whether a text asks for something. A name in quotation marks is a name, and a whole message in them is the writer's. */
export function findOwnWords(text: string, asks: (part: string) => boolean): OwnWords {
  let own = text;
  let cut: CutReason | undefined;
  for (const [reason, pattern] of CUTS) {
    const left = own.replace(pattern, "\n");
    if (left !== own) cut ??= reason;
    own = left;
  }
  const isAllQuoted = own.replace(QUOTATION, "").replace(/[\s\p{P}\p{S}]/gu, "") === "";
  if (isAllQuoted) return { text: own, ...(cut !== undefined && { cut }) };
  const unquoted = own.replace(QUOTATION, (quoted: string) => (asks(quoted) ? " " : quoted));
  if (unquoted !== own) cut ??= "words-quoted";
  return { text: unquoted, ...(cut !== undefined && { cut }) };
}
