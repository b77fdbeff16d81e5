/** What to tell somebody whose change is based on what is no more. */
import type { Label } from "../label.ts";

export type RevisionConflict =
  | { readonly kind: "deleted" }
  | { readonly kind: "taken"; readonly of: string; readonly key: string }
  | { readonly kind: "changed"; readonly by: string; readonly seen: number; readonly now: number };

export function sayRevisionConflict(conflict: RevisionConflict): Label {
  switch (conflict.kind) {
    case "deleted":
      return {
        ru: "Это уже кто-то удалил; сохраните под новым ключом.",
        en: "It was deleted by somebody else; save it under a new key.",
      };
    case "taken":
      return {
        ru: `Ключ «${conflict.key}» уже занят (${conflict.of}); выберите другой.`,
        en: `There is a ${conflict.of} "${conflict.key}" already; choose another key.`,
      };
    case "changed": {
      const { by, seen, now } = conflict;
      return {
        ru: `После ревизии ${seen}, которую вы видели, это изменил ${by}; теперь ревизия ${now}. Посмотрите, что изменилось, и сохраните снова.`,
        en: `${by} changed it after revision ${seen}; it is now at revision ${now}. Look at the differences, then save again.`,
      };
    }
  }
}

/** What differs in one place. */
export function sayDifference(before: string, after: string): Label {
  return { ru: `было ${before}, теперь ${after}`, en: `was ${before}, is now ${after}` };
}
