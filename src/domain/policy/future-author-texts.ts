/** Says who can approve no campaign any more once a proposal is carried. */
import type { Label } from "../label.ts";
import { namePerson } from "../name-person.ts";
import { sayNeeded } from "../needed-person.ts";
import type { FutureAuthors, NamedPart } from "./policy-effect.ts";

/** Names who they are, of what, and how many people such a campaign takes then. */
export function sayFutureAuthors({ parts, people }: FutureAuthors): Label {
  const names = people.map(namePerson);
  const what = {
    ru: parts.map((part) => sayOf(part).ru).join(", "),
    en: parts.map((part) => sayOf(part).en).join(", "),
  };
  const [writer, approver] = [sayNeeded(people.length), sayNeeded(people.length + 1)];
  const isOne = people.length === 1;
  return {
    ru: `${join(names, "и")} ${isOne ? "станет одним из авторов" : "станут авторами"} каждой новой кампании ${what.ru}: согласовать её ${isOne ? "этот человек не сможет" : "они не смогут"}. Если её напишет ${writer.ru}, согласовать сможет только ${approver.ru}.`,
    en: `${join(names, "and")} will be ${isOne ? "an author" : "authors"} of every new campaign ${what.en}, and can't approve it. If a ${writer.en} writes one, only a ${approver.en} can approve it.`,
  };
}

function join(names: readonly string[], and: string): string {
  const [last = "", ...others] = names.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(", ")} ${and} ${last}`;
}

function sayOf({ part, label }: NamedPart): Label {
  const [kind = "", key = ""] = part.split("/");
  const [ru, en] = [`«${label?.ru ?? key}»`, `“${label?.en ?? key}”`];
  switch (kind) {
    case "theme":
      return { ru: `темы ${ru}`, en: `of the theme ${en}` };
    case "feast":
      return { ru: `вокруг праздника ${ru}`, en: `around the feast ${en}` };
    case "attribute":
      return { ru: `с аудиторией по признаку ${ru}`, en: `whose audience goes by the attribute ${en}` };
    default:
      return { ru: `категории ${ru}`, en: `of the category ${en}` };
  }
}
