import type { Label } from "./label.ts";

/** Why somebody can't be the second person who confirms a machine's key. */
export const WHY_NOT_CONFIRM = {
  own: {
    ru: "Этот ключ сделали вы или ваша машина. Подтвердить его может другой человек с ролью согласующего или администратора.",
    en: "You, or a machine of yours, made this key. Another person with the role approver or admin can confirm it.",
  },
  machine: {
    ru: "Машина не может подтвердить ключ; войдите сами.",
    en: "A machine can't confirm a key; log in yourself.",
  },
} as const satisfies Readonly<Record<string, Label>>;
