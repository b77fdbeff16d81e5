import { namePart } from "./name-part.ts";
import type { Label } from "./label.ts";
import { namePerson } from "./name-person.ts";

/** Why the service itself did something. Records keep it as `writeServiceWord` writes it, as every earlier release did. */
export type ServiceWord =
  /** What a campaign uses was changed: parts, such as `theme/hearts`. */
  | { readonly code: "parts-changed"; readonly parts: readonly string[] }
  /** Changes of policy, by the number of their proposal. */
  | { readonly code: "proposal"; readonly id: number }
  | { readonly code: "rollback"; readonly version: number }
  | { readonly code: "imports"; readonly human: string }
  | { readonly code: PlainWord };

const PLAIN = {
  "made-sensitive": "policy has made its category sensitive: it may stay only with people who asked",
  "first-start": "first start",
  "windows-renewed": "windows renewed",
  "everything-stopped": "everything stopped",
  "everything-resumed": "everything resumed",
  "scheduled-start": "scheduled start",
  "season-over": "the season is over",
  "share-reached": "one person's word has reached as many as it may",
  revealed: "people would first see it on a sensitive feast",
  overtaken: "somebody changed the same first",
  upgrade: "upgrade",
  "former-places": "former places",
  "default-zone": "default zone",
  "held-campaigns": "held campaigns",
  "told-ahead": "words",
  feasts: "feasts",
  healed: "healed",
  "stricter-policy": "policy that was stricter",
  "older-copy": "this catalog is a copy from earlier",
  "put-back": "a copy was put back",
  "never-in-force": "it was written before policy took two people, and never came into force",
} as const;

export type PlainWord = keyof typeof PLAIN;

const PLAIN_TEXTS: Readonly<Record<PlainWord, Label>> = {
  "made-sensitive": {
    ru: "по правилам её категория теперь чувствительная: кампания остаётся только у тех, кто просил",
    en: "policy has made its category sensitive: it stays only with people who asked",
  },
  "first-start": { ru: "первый запуск", en: "first start" },
  "windows-renewed": { ru: "дни показа рассчитаны дальше", en: "days were worked out further ahead" },
  "everything-stopped": { ru: "остановлено всё", en: "everything stopped" },
  "everything-resumed": { ru: "всё продолжено", en: "everything resumed" },
  "scheduled-start": { ru: "запуск по расписанию", en: "scheduled start" },
  "season-over": { ru: "сезон закончился", en: "the season is over" },
  "share-reached": {
    ru: "по слову одного человека показано уже всем, кому можно",
    en: "one person's word has reached as many as it may",
  },
  revealed: {
    ru: "люди впервые увидели бы её в дни чувствительного праздника",
    en: "people would first see it on a sensitive feast",
  },
  overtaken: { ru: "то же самое раньше изменил кто-то другой", en: "somebody changed the same first" },
  upgrade: { ru: "обновление сервиса", en: "upgrade of the service" },
  "former-places": { ru: "записано, где темы стояли раньше", en: "it was added where themes stood before" },
  "default-zone": { ru: "сменился часовой пояс по умолчанию", en: "the default time zone changed" },
  "held-campaigns": {
    ru: "учтено, какие кампании ждут второго человека",
    en: "it was added which campaigns wait for a second person",
  },
  "told-ahead": { ru: "учтено, по чьему слову идут кампании", en: "it was added on whose word campaigns run" },
  feasts: { ru: "в таблице появились праздники", en: "feasts were added to the table" },
  healed: { ru: "каталог наверстал новое", en: "the catalog caught up" },
  "stricter-policy": { ru: "вернулось то, что строже", en: "policy that was stricter" },
  "older-copy": { ru: "это каталог из более ранней копии", en: "this catalog is a copy from earlier" },
  "put-back": { ru: "вернули копию", en: "a copy was put back" },
  "never-in-force": {
    ru: "это записали до того, как правила стали менять двое, и в силу оно не вступало",
    en: "it was written before policy took two people, and never came into force",
  },
};

export function writeServiceWord(word: ServiceWord): string {
  switch (word.code) {
    case "parts-changed":
      return `${word.parts.join(", ")} was changed`;
    case "proposal":
      return `policy: proposal ${word.id}`;
    case "rollback":
      return `rollback to ${word.version}`;
    case "imports":
      return `${word.human} imports people`;
    default:
      return PLAIN[word.code];
  }
}

/** Earlier releases wrote `segment students` for `segment/students`. */
const PART = "(?:campaign|segment|decoration|theme|feast|category|attribute|limits)[/ ][A-Za-z0-9-]+";
const PARTS_CHANGED = new RegExp(`^(${PART}(?:, ${PART})*) was changed$`);

/** What a record says, if the service itself wrote it; undefined: somebody else's words. */
export function readServiceWord(text: string): ServiceWord | undefined {
  const parts = PARTS_CHANGED.exec(text)?.[1];
  if (parts !== undefined)
    return { code: "parts-changed", parts: parts.split(", ").map((part) => part.replace(" ", "/")) };
  const id = /^policy: proposal (\d+)$/.exec(text)?.[1];
  if (id !== undefined) return { code: "proposal", id: Number(id) };
  const version = /^rollback to (\d+)$/.exec(text)?.[1];
  if (version !== undefined) return { code: "rollback", version: Number(version) };
  const human = /^((?:person|service):.+) imports people$/su.exec(text)?.[1];
  if (human !== undefined) return { code: "imports", human };
  const plain = Object.entries(PLAIN).find(([, words]) => words === text);
  // Parsed boundary: these are the names of the object above.
  return plain && { code: plain[0] as PlainWord };
}

/** The same for people, with parts as they call them. */
export function sayServiceWord(word: ServiceWord, labelOf: (part: string) => Label | undefined): Label {
  switch (word.code) {
    case "parts-changed": {
      const names = word.parts.map((part) => namePart(part, labelOf(part)));
      const [ru, en] = [names.map((name) => name.ru).join(", "), names.map((name) => name.en).join(", ")];
      return { ru: `изменилось то, из чего она состоит: ${ru}`, en: `what it is made of was changed: ${en}` };
    }
    case "proposal":
      return { ru: `изменены правила, предложение ${word.id}`, en: `policy was changed by proposal ${word.id}` };
    case "rollback":
      return { ru: `возврат к версии ${word.version}`, en: `back to version ${word.version}` };
    case "imports": {
      const name = namePerson(word.human);
      return { ru: `людей загружает ${name}`, en: `${name} imports people` };
    }
    default:
      return PLAIN_TEXTS[word.code];
  }
}
