import type { Campaign, Stage } from "../campaign/campaign.ts";
import type { CompiledCondition } from "../condition/condition.ts";
import { formatCount } from "../guard/guard-texts.ts";
import type { Label } from "../label.ts";
import { labelOrKey, UNNAMED, type LabelOf } from "../name-part.ts";
import { sayClash, type FeastClash, type UnknownFeastDays } from "./feast-clash.ts";
import type { Window } from "../campaign/schedule.ts";
import type { Lookalike } from "./why-two.ts";
import type { ForetoldEdit } from "./foretell-edit.ts";
import { findSlowStages } from "./find-slow-stages.ts";

export type FindingCode =
  | "matches-nobody"
  | "matches-everybody"
  | "nobody-left"
  | "not-counted"
  | "excludes-unknown"
  | "keeps-unknown"
  | "overlap"
  | "equal-priority"
  | "nothing-ahead"
  | "lookalike"
  | "lookalike-refused"
  | "no-stages"
  | "stages-too-slow"
  | "coincides-with-feast"
  | "feast-days-unknown"
  | ForetoldEdit["code"];

/** Something that a marketer should know before people do. Nothing here is forbidden; what is, is refused elsewhere. */
export interface Finding {
  readonly severity: "warning" | "info";
  readonly code: FindingCode;
  /** Where in the campaign, such as `audience.exclude[0]`. */
  readonly path: string;
  readonly message: Label;
  /** Of `stages-too-slow`: stages to put in their place. */
  readonly stages?: readonly Stage[];
}

/** Whom a segment matches, as far as staff may be told. */
export interface SegmentCount {
  readonly isNobody: boolean;
  readonly isEverybody: boolean;
  /** Null: it is not told. */
  readonly aboutMatching: number | null;
  readonly aboutTotal: number;
}

/** Why people were not counted: not every shard answered, or who asks has asked too much today. */
export type Uncounted = "unreachable" | "asked-too-often";

/** What counting everybody says about a campaign. */
export interface CampaignCensus {
  /** Every segment that it names. */
  readonly segments: ReadonlyMap<string, SegmentCount>;
  /** The audience as a whole: included, and not excluded. */
  readonly audience: SegmentCount;
}

/** Another campaign of the slot, with when it shows. */
export interface SlotRival {
  readonly campaign: Campaign;
  readonly windows: readonly Window[];
}

export interface LintSituation {
  /** What people call the parts; what it does not know is said by its key. */
  readonly labelOf?: LabelOf;
  readonly campaign: Campaign;
  /** When it shows, as far as is known ahead. */
  readonly windows: readonly Window[];
  readonly rivals: readonly SlotRival[];
  readonly segments: ReadonlyMap<string, CompiledCondition>;
  /** What its decoration looks like of what may not be shown unasked. */
  /** `isSure`: it is refused unasked; else it takes two people. */
  readonly lookalike?: (Lookalike & { readonly isSure: boolean }) | undefined;
  /** Counts over the whole population, or why there are none. */
  readonly census: CampaignCensus | Uncounted;
  /** The sensitive feasts on whose days a short campaign shows. */
  readonly clashes: readonly FeastClash[];
  /** The sensitive feasts of which that can't be known. */
  readonly unknownFeastDays: readonly UnknownFeastDays[];
  /** What a start of it would mean to those who have it. */
  readonly edit?: ForetoldEdit | undefined;
}

/** Reads a campaign as a careful colleague would. */
export function lintCampaign(situation: LintSituation): readonly Finding[] {
  return [
    ...findEdit(situation),
    ...findDeadRules(situation),
    ...findUnknownPeople(situation),
    ...findRivals(situation),
    ...findTiming(situation),
    ...findLikeness(situation),
    ...findFeasts(situation),
  ];
}

function findEdit({ edit }: LintSituation): readonly Finding[] {
  if (edit === undefined) return [];
  const takesAway = edit.code === "edit-begins-anew" || edit.code === "edit-too-many";
  return [(takesAway ? warn : inform)(edit.code, "", edit.text)];
}

const NOT_COUNTED: Readonly<Record<Uncounted, Label>> = {
  unreachable: {
    ru: "Не все части базы ответили, поэтому правила не проверены на живых людях. Повторите проверку.",
    en: "Not every shard answered, so the rules were not tried on the people there are. Check again.",
  },
  "asked-too-often": {
    ru: "На сегодня все ваши подсчёты людей сделаны, поэтому правила не проверены на живых людях. Новые — после полуночи по UTC.",
    en: "You have made all of today's counts of people, so the rules were not tried on the people there are. New ones come after midnight UTC.",
  },
};

/** Rules that decide nothing: they match nobody, or everybody. */
function findDeadRules({ campaign, census }: LintSituation): readonly Finding[] {
  if (typeof census === "string") return [inform("not-counted", "audience", NOT_COUNTED[census])];
  const { audience, segments } = census;
  if (audience.aboutTotal === 0) return [];
  const { include, exclude } = campaign.audience;
  const check = (role: SegmentRole, keys: readonly string[], path: string): Finding[] =>
    keys.flatMap((key, index) => {
      const count = segments.get(key);
      const message = count && explainDeadRule(role, key, count, keys.length > 1);
      return message === undefined ? [] : [warn(message.code, `${path}[${index}]`, message.text)];
    });
  const findings = [
    ...check("include", include, "audience.include"),
    ...check("exclude", exclude, "audience.exclude"),
    ...campaign.waves.flatMap((wave, index) => check("wave", wave.segments, `waves[${index}].segments`)),
  ];
  if (campaign.delivery === "opt-in" || !audience.isNobody || include.length === 0) return findings;
  return [
    ...findings,
    warn("nobody-left", "audience", {
      ru: `Из примерно ${formatCount(audience.aboutTotal, "ru")} человек в аудитории не остаётся никого: без просьбы кампанию не увидит никто.`,
      en: `Of about ${formatCount(audience.aboutTotal, "en")} people nobody is left in the audience: no one would see this unasked.`,
    }),
  ];
}

type SegmentRole = "include" | "exclude" | "wave";

function explainDeadRule(
  role: SegmentRole,
  key: string,
  { isNobody, isEverybody, aboutTotal }: SegmentCount,
  hasNeighbours: boolean,
): { readonly code: FindingCode; readonly text: Label } | undefined {
  const [ru, en] = [formatCount(aboutTotal, "ru"), formatCount(aboutTotal, "en")];
  if (isNobody) {
    const text = {
      ru: `В «${key}» нет ни одного из примерно ${ru} человек: правило ничего не меняет.`,
      en: `Nobody of about ${en} people is in “${key}”: the rule changes nothing.`,
    };
    return { code: "matches-nobody", text };
  }
  if (!isEverybody) return undefined;
  if (role === "exclude") {
    const text = {
      ru: `Исключение «${key}» подходит всем (примерно ${ru}): без просьбы кампанию не увидит никто.`,
      en: `All people (about ${en}) are in the excluded “${key}”: no one would see this unasked.`,
    };
    return { code: "matches-everybody", text };
  }
  if (role === "wave") {
    const text = {
      ru: `В волне «${key}» все (примерно ${ru}): она никого не отличает, и для всех сдвигается начало.`,
      en: `All people (about ${en}) are in the wave “${key}”: it tells nobody apart and moves the start for everyone.`,
    };
    return { code: "matches-everybody", text };
  }
  if (!hasNeighbours) return undefined;
  const text = {
    ru: `В «${key}» все (примерно ${ru}): остальные включённые аудитории ничего не меняют.`,
    en: `All people (about ${en}) are in “${key}”: the other included audiences change nothing.`,
  };
  return { code: "matches-everybody", text };
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

function findTiming({ campaign, windows, census }: LintSituation): readonly Finding[] {
  const findings: Finding[] = [];
  const aboutMatching = typeof census === "string" ? null : census.audience.aboutMatching;
  // Nobody was counted, or few: a stage of so many people is then the smallest step there is.
  const slow = findSlowStages(campaign, windows, aboutMatching ?? Number.MAX_SAFE_INTEGER);
  if (slow !== undefined) {
    findings.push({ ...warn("stages-too-slow", "stages", slow.text), ...(slow.stages && { stages: slow.stages }) });
  }
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
        ru: "Этапов нет: кампанию сразу увидит вся аудитория. Начните с малого, чтобы ошибка задела тысячи, а не миллионы.",
        en: "There are no stages: the whole audience sees it at once. Start small, so that a mistake touches thousands, not millions.",
      }),
    );
  }
  return findings;
}

function findLikeness({ campaign, lookalike, labelOf = UNNAMED }: LintSituation): readonly Finding[] {
  if (lookalike === undefined) return [];
  const own = labelOrKey(`decoration/${campaign.decoration}`, labelOf);
  const other = labelOrKey(`decoration/${lookalike.decoration}`, labelOf);
  const theme = labelOrKey(`theme/${lookalike.theme}`, labelOf);
  const isRefused = campaign.delivery === "default-on" && lookalike.isSure;
  const then: Label = isRefused
    ? {
        ru: "Такую кампанию не примут: нарисуйте иначе или показывайте только тем, кто попросит.",
        en: "It will be refused: draw something else, or show it only to people who ask.",
      }
    : {
        ru: "Нарисуйте что-нибудь другое, или понадобится второй человек.",
        en: "Draw something else; else it takes a second person.",
      };
  return [
    warn(isRefused ? "lookalike-refused" : "lookalike", "decoration", {
      ru: `В шторке «${own.ru}» не отличить от «${other.ru}» из темы «${theme.ru}», а эту тему без просьбы не показывают. ${then.ru}`,
      en: `In a tray “${own.en}” can't be told from “${other.en}” of the theme “${theme.en}”, which isn't shown unasked. ${then.en}`,
    }),
  ];
}

function findFeasts({ clashes, unknownFeastDays, labelOf = UNNAMED }: LintSituation): readonly Finding[] {
  return [
    ...clashes.map((clash) => {
      const feast = sayClash(clash, labelOf);
      const { campaign: key, isOpening } = clash;
      const other = key === undefined ? undefined : labelOrKey(`campaign/${key}`, labelOf);
      if (isOpening === true) return warnOfOpening(feast, other);
      if (other !== undefined) {
        return warn("coincides-with-feast", "priority", {
          ru: `Из-за этой кампании «${other.ru}», что ниже, увидят в дни праздника ${feast.ru} и примут за него. Сдвиньте дни или приоритет; иначе нужен второй человек.`,
          en: `Because of this campaign “${other.en}”, which lies below, is seen on the days of ${feast.en}, and people will take it for that. Move the days or the priority; else a second person is needed.`,
        });
      }
      return warn("coincides-with-feast", "schedule", {
        ru: `Дни совпадают с праздником ${feast.ru}, и украшение примут за него. Сдвиньте дни или выберите этот праздник в расписании; иначе нужен второй человек.`,
        en: `Its days are those of ${feast.en}, and people will take it for that. Move the days, or choose that feast as its schedule; else a second person is needed.`,
      });
    }),
    ...unknownFeastDays.map(({ label, year }) =>
      warn("feast-days-unknown", "schedule", {
        ru: `Неизвестно, на какие дни ${year} года придётся «${label.ru}», поэтому совпадение не проверено. Проверьте сами; нужен второй человек.`,
        en: `It isn't known on which days of ${year} “${label.en}” falls, so nobody has checked whether they coincide. Check it yourself; a second person is needed.`,
      }),
    ),
  ];
}

/** It goes on for weeks, but people who see it begin on a feast will take it for that. */
function warnOfOpening(feast: Label, other: Label | undefined): Finding {
  return other === undefined
    ? warn("coincides-with-feast", "schedule", {
        ru: `Впервые её увидят в праздник ${feast.ru} или за сутки до него и примут за него. Начните в другой день; иначе нужен второй человек.`,
        en: `People first see it on ${feast.en}, or in the 24 hours before, and will take it for that. Begin on another day; else a second person is needed.`,
      })
    : warn("coincides-with-feast", "priority", {
        ru: `Из-за этой кампании «${other.ru}», что ниже, впервые увидят в праздник ${feast.ru} или за сутки до него и примут за него. Сдвиньте дни или приоритет; иначе нужен второй человек.`,
        en: `Because of this campaign people first see “${other.en}”, which lies below, on ${feast.en} or in the 24 hours before, and will take it for that. Move the days or the priority; else a second person is needed.`,
      });
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
