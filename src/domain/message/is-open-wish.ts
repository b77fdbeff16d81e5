/**
 * A wish for what is sensitive, and was never switched off, amid other things that are told: the wish itself is known word by
 * word, and what stands in the other sentences only gives a reason.
 */
import { isBareWish, isLightTalk } from "./account-for-words.ts";
import type { ThemeLexicon } from "./lexicon.ts";
import { plainText } from "./letters.ts";
import { withoutOccasions } from "./occasions.ts";
import type { MessageScope } from "./understanding.ts";
import { TAKES_BACK_A_WISH, TOLD_OF_A_WISH } from "./words/open-wish-words.ts";

/** Longer ones tell a story that may turn. */
const MOST_CHARACTERS = 240;

export function isOpenWish(text: string, scope: MessageScope, lexicon: ThemeLexicon): boolean {
  const said = text
    .replace(/\s[:;]-?[()]+/gu, ". ")
    .replace(/(?<=\p{L})\)+/gu, ". ")
    .replace(BETTER_NOW, " ")
    .replace(NOT_ASKED, " ");
  if (text.length > MOST_CHARACTERS || TAKES_BACK_A_WISH.test(plainText(said))) return false;
  const parts = withoutOccasions(said)
    .replace(BESIDE_THE_NAME, " ")
    .replace(/(?<!\p{L})(\p{L}+)(?:[\s,]+\1)+(?!\p{L})/giu, "$1")
    .replace(/(?<!\p{L})(хочу\s[^.!?]*?)[\s,]+хочу(?=\s*(?:[.!?,]|$))/giu, "$1")
    .replace(/(?<=значок|значки|значка|картинку|иконку|украшение)\s+со?(?=\s)/giu, " ")
    .replace(ASIDE, " ")
    .replace(REASONS, "; ")
    .split(/(?<=[.!?;\n,])|\s[-–—]\s/u)
    .map((part) => part.replace(MOODS, " ").replace(TOLD_OF_A_WISH, " ").trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  const told = parts.filter((part) => !isLightTalk(part.replace(/[?;]/gu, "")));
  const isWish = (part: string): boolean => isBareWish(part.replace(/[,;]\s*$/u, ""), scope, lexicon);
  // "у парня сердечки, сделайте и мне": named before, in what the wish comes of.
  const name = nameOf(scope, lexicon);
  const isNamed = told.some((part) => TELLS_OF_IT.test(plainText(part)));
  const own = told.filter(isWish);
  const pointing =
    own.length === 0 && isNamed && name !== undefined ? told.filter((part) => isWish(`${bare(part)} ${name}`)) : own;
  const wishes = own.length > 0 ? own : pointing.slice(0, 1);
  if (told.length === 0) return isWish(parts.join(" "));
  const others = told.filter((part) => !wishes.includes(part));
  return wishes.length === 1 && !others.some((part) => isWishlike(part, scope, lexicon));
}

const bare = (part: string): string =>
  part.replace(/[.!?,;]/gu, "").replace(/(?<!\p{L})(?:его|ее|её|их)(?!\p{L})/giu, " ");

/** Somebody has it, or it has gone, or was never given. */
const TELLS_OF_IT =
  /(?<!\p{L})(?:у (?!меня|нас)\p{L}+|есть|нет|нету|не дали|не пришл\p{L}+|не поставили|пропал\p{L}*|исчез\p{L}*|куда|почему|где|подключил\p{L}* себе|понрав\p{L}+|нрав\p{L}+|красив\p{L}*|люблю|обожаю|has|have|dont)(?!\p{L})/u;

const nameOf = (scope: MessageScope, { themes }: ThemeLexicon): string | undefined =>
  scope.kind === "theme"
    ? plainText(themes[scope.key]?.label.ru ?? "")
        .split(" ")
        .at(-1)
    : undefined;

/** "раньше отказывался, но теперь женился". */
const BETTER_NOW = /(?<!\p{L})(?:раньше|прежде|сначала)\s[^.!?]*?(?:но|а)\s+(?:теперь|сейчас|потом)(?!\p{L})/giu;
/** "я же не просил отключать". */
const NOT_ASKED = /(?<!\p{L})не\s+просил[аи]?\s+(?:\p{L}+\s+)?(?:убир|отключ|выключ|удал|сним)\p{L}+/giu;
/** "к t2", "возле Т2". */
const BESIDE_THE_NAME = /(?<!\p{L})(?:к|ко|у|возле|около|рядом с|рядом|с|на)\s+(?:[tт]2|tele2|теле2)(?![\p{L}\d])/giu;

/** What names the same again in another sentence may turn the wish round, unless it says that there is none. */
const isWishlike = (part: string, scope: MessageScope, lexicon: ThemeLexicon): boolean =>
  /(?<!\p{L})(?:не|ни|нет|без|not|no|dont|don['’]t)(?!\p{L})/iu.test(part) &&
  !HARMLESS_DENIAL.test(plainText(part)) &&
  !isBareWish(part, scope, lexicon);

/** "а у меня нет", "мне не дали", "без них скучно", "не жалко". */
const HARMLESS_DENIAL =
  /(?<!\p{L})(?:(?:у )?(?:меня|нас) (?:[\p{L}-]+ ){0,2}(?:нет|нету)|(?:мне|нам) (?:\p{L}+ )?не (?:дали|пришл|поставили|включили|досталось|прислали)\p{L}*|без (?:них|нее|него|\p{L}+) (?:\p{L}+ )?(?:скучн|пуст|груст|тоскл|не то)\p{L}*|(?<!(?:лучше|можно|хочу|давайте|и) )без (?:них|нее|него)|i (?:dont|don['’]t) have|i have none)/u;

/** Politeness between commas. */
const ASIDE =
  /,\s*(?:пожалуйста|пожалуста|плиз|пж|будьте добры|будьте любезны|если можно|если не трудно|please),?(?=\s+\p{L})/giu;

/** "…, потому что", "а то": a reason follows. */
const REASONS =
  /(?<!\p{L})(?:,?\s*(?:потому что|так как|т к|тк|а то|поскольку|ибо|ведь|because|cause|since))(?!\p{L})/giu;

/** What is only felt. */
const MOODS = /[\p{Extended_Pictographic}\uFE0F]+|[:;]-?[()]+|\)+|!+$/gu;
