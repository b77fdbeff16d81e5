import type { WordClass } from "../word-class.ts";

/** Emoji that carry a feeling or a wish, whatever the language. */
export const SIGNS: Readonly<Partial<Record<WordClass, string>>> = {
  smile: "😊🙂😃😄😁😍🥰😘😻👍👏🔥✨🎉🥳😀🤗😉🤩💯😎☺🙃😌🙏👌",
  bad: "😡🤬😠👎💩🤮🤢😤😒🙄😢😭💔😞😖😫😩🖕☹🙁😣",
  "off-sign": "❌🚫⛔🛑✖🙅🔕🗑",
};
