import { findUnclear, isMachine, isSecondPerson, type MakerOf } from "./human-behind.ts";
import type { Label } from "./label.ts";
import { namePerson } from "./name-person.ts";
import { sayUnclearName } from "./say-unclear-name.ts";

/** Why somebody can't be the second person who confirms a machine's key; undefined: they can. */
export function whyNotConfirm(actor: string, prefix: string, makerOf: MakerOf): Label | undefined {
  const machine = `service:${prefix}`;
  if (isSecondPerson(actor, machine, makerOf)) return undefined;
  if (isMachine(actor)) return WHY_NOT_CONFIRM.machine;
  const unclear = findUnclear([actor, machine], makerOf);
  return unclear === undefined ? WHY_NOT_CONFIRM.own : sayUnclearName(unclear, unclear === actor);
}

const WHY_NOT_CONFIRM = {
  own: {
    ru: "Этот ключ сделали вы или ваша машина. Подтвердить его может другой человек с ролью согласующего или администратора.",
    en: "You, or a machine of yours, made this key. Another person with the role approver or admin can confirm it.",
  },
  machine: {
    ru: "Машина не может подтвердить ключ; войдите сами.",
    en: "A machine can't confirm a key; log in yourself.",
  },
} as const satisfies Readonly<Record<string, Label>>;

/** Who has confirmed a key, and whether that is news. */
export function sayConfirmed(confirmedBy: string, isNew: boolean): Label {
  const who = namePerson(confirmedBy);
  return isNew
    ? { ru: `Ключ подтверждён: это сделал(а) ${who}.`, en: `${who} has confirmed this key.` }
    : {
        ru: `Этот ключ уже подтверждён раньше: это сделал(а) ${who}. Ничего не изменилось.`,
        en: `${who} had confirmed this key before; nothing has changed.`,
      };
}

/** Says of a key that could enter no more for people, or read no more of them, that it waits for a second person, and what to do. */
export function sayKeyWaits({ name, createdBy }: { readonly name: string; readonly createdBy: string }): Label {
  const maker = namePerson(createdBy);
  return {
    ru: `Ключу «${name}» отказывают: больше включать за людей или читать о них можно только со вторым человеком. Ключ сделал человек по имени ${maker}. Если ему можно доверять, другой согласующий или администратор подтверждает его на странице «Ключи и роли»; если нельзя, администратор там же его отзывает.`,
    en: `The key “${name}” is refused: to switch on more for people, or to read more about them, it needs a second person. ${maker} made it. If it can be trusted, another approver or administrator confirms it on the page “Keys and roles”; if not, an administrator revokes it there.`,
  };
}
