import type { Campaign, Stage } from "../campaign/campaign.ts";
import type { Window } from "../campaign/schedule.ts";
import { planStages } from "../guard/stage-plan.ts";
import type { Label } from "../label.ts";
import { HOUR_MS } from "../time-units.ts";

const HOURS_PER_DAY = 24;

/** Stages by which a campaign ends before everybody has had it, and such as would do, if there are any. */
export interface SlowStages {
  readonly text: Label;
  readonly stages?: readonly Stage[];
}

/** Undefined: everybody is reached while the campaign lasts, in the longest of its seasons, if the guard holds nothing up. */
export function findSlowStages(
  { delivery, stages }: Campaign,
  windows: readonly Window[],
  audienceSize: number,
): SlowStages | undefined {
  if (delivery === "opt-in" || stages.length === 0 || windows.length === 0) return undefined;
  const lasts = Math.max(...windows.map(({ from, until }) => until - from)) / HOUR_MS;
  const needed = hoursOf(stages, audienceSize);
  if (needed <= lasts) return undefined;
  const faster = shorten(stages, audienceSize, lasts);
  const [takes, has] = [describeHours(needed), describeHours(lasts)];
  const fastest = describeHours(hoursOf(shortenBy(stages, 0), audienceSize));
  return {
    text: {
      ru:
        `С такими этапами кампанию увидят все не раньше чем через ${takes.ru}, а идёт она ${endSentence(has.ru)} ` +
        (faster === undefined
          ? `Быстрее чем за ${fastest.ru} всю аудиторию не охватить: продлите кампанию или сузьте аудиторию.`
          : `Успеют этапы по ${listHours(faster)} ч.`),
      en:
        `By these stages everybody has seen it after ${takes.en} at the earliest, and it lasts ${has.en}. ` +
        (faster === undefined
          ? `The whole audience can't be reached within less than ${fastest.en}: make it longer, or its audience smaller.`
          : `Stages of ${listHours(faster)} h would do.`),
    },
    ...(faster && { stages: faster }),
  };
}

/** The same steps with less time each: done by the middle of the campaign if that can be, or else before its end. */
function shorten(stages: readonly Stage[], audienceSize: number, lasts: number): readonly Stage[] | undefined {
  for (const within of [lasts / 2, lasts]) {
    for (let percent = 95; percent >= 0; percent -= 5) {
      const shorter = shortenBy(stages, percent / 100);
      if (hoursOf(shorter, audienceSize) <= within) return shorter;
    }
  }
  return undefined;
}

function shortenBy(stages: readonly Stage[], factor: number): readonly Stage[] {
  return stages.map((stage) => ({ ...stage, minimumHours: Math.floor(stage.minimumHours * factor) }));
}

function hoursOf(stages: readonly Stage[], audienceSize: number): number {
  return planStages(stages, audienceSize).at(-1)?.afterHours ?? 0;
}

function listHours(stages: readonly Stage[]): string {
  return stages.map(({ minimumHours }) => minimumHours).join(", ");
}

/** An abbreviation's own full stop ends a sentence as well. */
function endSentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

function describeHours(hours: number): Label {
  const whole = Math.ceil(hours);
  if (whole < 2 * HOURS_PER_DAY) return { ru: `${whole} ч`, en: `${whole} h` };
  const days = Math.ceil(whole / HOURS_PER_DAY);
  return { ru: `${days} дн.`, en: `${days} days` };
}
