import { listNew, planSuccession, MOST_EARLIER, type Progress, type StartContent } from "../guard/succession.ts";
import { TOO_MANY_AUDIENCES } from "../guard/too-many-audiences.ts";
import { pluralRu } from "../guard/guard-texts.ts";
import type { Label } from "../label.ts";

/** What a start of a campaign that people have would mean to them. */
export interface ForetoldEdit {
  readonly code: "edit-amends" | "edit-redirects" | "edit-returns" | "edit-begins-anew" | "edit-too-many";
  readonly text: Label;
}

/** Undefined: nobody has it, or it would be the same to the letter. */
export function foretellEdit(progress: Progress | undefined, next: StartContent): ForetoldEdit | undefined {
  if (
    progress === undefined ||
    progress.isOver ||
    !(progress.hasBegun || (progress.content.earlier ?? []).length > 0)
  ) {
    return undefined;
  }
  const { live, content } = progress;
  if (live.state !== "running" && live.state !== "holding") return undefined;
  if (listNew(content, next, "everything").length === 0) return undefined;
  const succession = planSuccession(progress, next);
  if (succession === undefined) return { code: "edit-too-many", text: TOO_MANY_AUDIENCES };
  switch (succession.kind) {
    case "amend":
      return succession.version === live.version ? AMENDS : RETURNS;
    case "redirect":
      return { code: "edit-redirects", text: sayRedirect(succession.earlier.length, next.campaign.stages.length > 0) };
    case "anew":
      return {
        code: "edit-begins-anew",
        text: sayAnew(listNew(content, next, "show"), next.campaign.stages.length > 0),
      };
  }
}

const AMENDS: ForetoldEdit = {
  code: "edit-amends",
  text: {
    ru: "Кампания идёт. После запуска изменений украшение останется у всех, у кого оно есть, а этапы и подсчёты продолжатся.",
    en: "The campaign is running. Once these changes are started, everybody who has the decoration keeps it, and stages and counts go on.",
  },
};

const RETURNS: ForetoldEdit = {
  code: "edit-returns",
  text: {
    ru: "Такая аудитория у идущей кампании уже была. После запуска её этап начнётся заново с достигнутого охвата; у кого украшение есть и кто подходит, у тех оно останется.",
    en: "The running campaign had this audience before. Once this is started, its stage begins again from the coverage reached; whoever has the decoration and fits keeps it.",
  },
};

function sayRedirect(changes: number, isStaged: boolean): Label {
  const left = MOST_EARLIER - changes;
  const ru = isStaged
    ? "новые люди получат его с первого этапа"
    : "новые люди получат его сразу все, потому что этапов нет";
  const en = isStaged
    ? "new people get it from the first stage on"
    : "new people get it all at once, as there are no stages";
  return {
    ru: `Кампания идёт, а аудитория станет другой. После запуска украшение останется у тех, у кого оно есть и кто подходит; ${ru}. Так можно изменить её ещё ${left} ${pluralRu(left, "раз", "раза", "раз")} за сезон.`,
    en: `The campaign is running, and its audience would be another. Once this is started, whoever has the decoration and fits keeps it; ${en}. It can be changed like this ${left} more ${left === 1 ? "time" : "times"} in this season.`,
  };
}

const NAMES: Readonly<Record<string, Label>> = {
  decoration: { ru: "украшение", en: "the decoration" },
  delivery: { ru: "способ показа", en: "how it is delivered" },
  schedule: { ru: "даты", en: "its dates" },
};

function sayAnew(changed: readonly string[], isStaged: boolean): Label {
  const names = changed.flatMap((field) => NAMES[field] ?? []);
  const [again, anew] = isStaged
    ? ["всё начнётся с первого этапа", "all begins with the first stage"]
    : ["новое сразу увидит вся аудитория", "the whole audience sees the new one at once"];
  const [ru, en] = [names.map((name) => name.ru).join(", "), names.map((name) => name.en).join(", ")];
  return {
    ru: `Кампания идёт, а меняется главное (${ru}). После запуска у всех, у кого украшение есть, оно пропадёт, и ${again}.`,
    en: `The campaign is running, and what it is changes (${en}). Once this is started, everybody who has the decoration loses it, and ${anew}.`,
  };
}
