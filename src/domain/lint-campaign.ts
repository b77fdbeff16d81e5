import type { Campaign } from "./campaign.ts";
import type { CompiledCondition } from "./condition.ts";
import type { Label } from "./label.ts";
import type { Window } from "./schedule.ts";

export type FindingCode =
  | "matches-nobody"
  | "matches-everybody"
  | "excludes-unknown"
  | "keeps-unknown"
  | "overlap"
  | "equal-priority"
  | "nothing-ahead"
  | "no-stages";

/** Something that a marketer should know before people do. Nothing here is forbidden; what is, is refused elsewhere. */
export interface Finding {
  readonly severity: "warning" | "info";
  readonly code: FindingCode;
  /** Where in the campaign, such as `audience.exclude[0]`. */
  readonly path: string;
  readonly message: Label;
}

/** How many people a segment matches, of how many. */
export interface SegmentCount {
  readonly matching: number;
  readonly total: number;
}

/** Another campaign of the slot, with when it shows. */
export interface SlotRival {
  readonly campaign: Campaign;
  readonly windows: readonly Window[];
}

export interface LintSituation {
  readonly campaign: Campaign;
  /** When it shows, as far as is known ahead. */
  readonly windows: readonly Window[];
  readonly rivals: readonly SlotRival[];
  readonly segments: ReadonlyMap<string, CompiledCondition>;
  /** Counts over the whole population, where they were taken. */
  readonly counts: ReadonlyMap<string, SegmentCount>;
}

/** Reads a campaign as a careful colleague would. */
export function lintCampaign(situation: LintSituation): readonly Finding[] {
  return [
    ...findDeadRules(situation),
    ...findUnknownPeople(situation),
    ...findRivals(situation),
    ...findTiming(situation),
  ];
}

function findDeadRules({ campaign: { audience }, counts }: LintSituation): readonly Finding[] {
  const check = (keys: readonly string[], role: "include" | "exclude"): Finding[] =>
    keys.flatMap((key, index) => {
      const count = counts.get(key);
      if (count === undefined || count.total === 0) return [];
      const path = `audience.${role}[${index}]`;
      if (count.matching === 0) {
        return [
          warn("matches-nobody", path, {
            ru: `В аудитории «${key}» сейчас нет ни одного человека: правило ничего не меняет.`,
            en: `Nobody is in “${key}” at present: the rule changes nothing.`,
          }),
        ];
      }
      if (role === "exclude" && count.matching === count.total) {
        return [
          warn("matches-everybody", path, {
            ru: `Исключение «${key}» подходит всем: кампанию по умолчанию не увидит никто.`,
            en: `Everybody is in the excluded “${key}”: by default nobody would see this campaign.`,
          }),
        ];
      }
      return [];
    });
  return [...check(audience.include, "include"), ...check(audience.exclude, "exclude")];
}

/** An exclusion answers one way or the other about a person of whom nothing is known; both can surprise. */
function findUnknownPeople({ campaign, segments }: LintSituation): readonly Finding[] {
  return campaign.audience.exclude.flatMap((key, index) => {
    const condition = segments.get(key);
    if (condition === undefined || condition.attributes.size === 0) return [];
    const path = `audience.exclude[${index}]`;
    const attributes = [...condition.attributes].join(", ");
    return condition.test({})
      ? [
          warn("excludes-unknown", path, {
            ru: `«${key}» исключит и тех, о ком не известно: ${attributes}. Если это не нужно, добавьте {"$exists": true}.`,
            en: `“${key}” also excludes people of whom this is not known: ${attributes}. If unwanted, add {"$exists": true}.`,
          }),
        ]
      : [
          inform("keeps-unknown", path, {
            ru: `Люди, о которых не известно (${attributes}), не исключаются через «${key}» и кампанию увидят.`,
            en: `People of whom this is not known (${attributes}) are not excluded by “${key}” and will see the campaign.`,
          }),
        ];
  });
}

function findRivals({ campaign, windows, rivals }: LintSituation): readonly Finding[] {
  return rivals.flatMap(({ campaign: rival, windows: others }) => {
    if (rival.key === campaign.key || !windows.some((one) => others.some((other) => overlaps(one, other)))) return [];
    const isTie = rival.priority === campaign.priority;
    const isWinner = isTie ? campaign.key < rival.key : campaign.priority > rival.priority;
    const winner = isWinner ? campaign.key : rival.key;
    const overlap = inform("overlap", "priority", {
      ru: `Показывается одновременно с «${rival.key}». Если человек подходит обеим, он увидит «${winner}».`,
      en: `Runs at the same time as “${rival.key}”. Whoever fits both will see “${winner}”.`,
    });
    if (!isTie) return [overlap];
    return [
      overlap,
      warn("equal-priority", "priority", {
        ru: `У «${rival.key}» тот же приоритет ${rival.priority}: спор решает алфавит. Задайте разные приоритеты.`,
        en: `“${rival.key}” has the same priority ${rival.priority}: the alphabet decides. Give them different priorities.`,
      }),
    ];
  });
}

function findTiming({ campaign, windows }: LintSituation): readonly Finding[] {
  const findings: Finding[] = [];
  if (windows.length === 0) {
    findings.push(
      warn("nothing-ahead", "schedule", {
        ru: "В ближайшие 18 месяцев по этому расписанию ничего не покажется.",
        en: "Nothing will be shown by this schedule in the next 18 months.",
      }),
    );
  }
  if (campaign.delivery === "default-on" && campaign.stages.length === 0) {
    findings.push(
      warn("no-stages", "stages", {
        ru: "Этапов нет: кампания сразу увидит вся аудитория. Начните с малого, чтобы ошибка задела тысячи, а не миллионы.",
        en: "There are no stages: the whole audience sees it at once. Start small, so that a mistake touches thousands, not millions.",
      }),
    );
  }
  return findings;
}

function overlaps(one: Window, other: Window): boolean {
  return one.from < other.until && other.from < one.until;
}

function warn(code: FindingCode, path: string, message: Label): Finding {
  return { severity: "warning", code, path, message };
}

function inform(code: FindingCode, path: string, message: Label): Finding {
  return { severity: "info", code, path, message };
}
