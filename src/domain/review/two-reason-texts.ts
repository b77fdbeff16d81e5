import type { Reach } from "../condition/reach.ts";
import type { ReachBound } from "../condition/reach-bound.ts";
import { isShowable, showShare } from "../counts.ts";
import { formatCount, pluralRu } from "../guard/guard-texts.ts";
import type { Label } from "../label.ts";
import { sayLimitValue } from "../policy/policy-texts.ts";
import { sayClash } from "./feast-clash.ts";
import { labelOrKey, namePart, nameStart, UNNAMED, type LabelOf } from "../name-part.ts";
import { namePerson } from "../name-person.ts";
import { sayUtcMinute } from "../say-utc-minute.ts";
import type { EndedSame, TwoReason } from "./why-two.ts";

const SAME: Readonly<Record<EndedSame, Label>> = {
  decoration: { ru: "это же украшение", en: "the same decoration" },
  theme: { ru: "украшение этой же темы", en: "a decoration of the same theme" },
  drawing: { ru: "украшение, которое на телефоне выглядит так же,", en: "a decoration that looks the same on a phone" },
  campaign: { ru: "эту же кампанию", en: "this campaign" },
};

/** Says in a clause why a second person is needed; by their keys what `labelOf` does not know. */
export function sayTwoReason(reason: TwoReason, labelOf: LabelOf = UNNAMED): Label {
  const name = (part: string) => labelOrKey(part, labelOf);
  switch (reason.code) {
    case "sensitive":
      return saySensitive(name(`category/${reason.category}`));
    case "no-category":
      return {
        ru: "у того, что показывается, нет темы или категории",
        en: "what is shown has no theme or no category",
      };
    case "lookalike": {
      const [decoration, theme] = [name(`decoration/${reason.decoration}`), name(`theme/${reason.theme}`)];
      return {
        ru: `на телефоне украшение не отличить от «${decoration.ru}» из темы «${theme.ru}», которую без просьбы не показывают`,
        en: `on a phone it can't be told from “${decoration.en}” of the theme “${theme.en}”, which isn't shown unasked`,
      };
    }
    case "new-decoration": {
      const decoration = name(`decoration/${reason.decoration}`);
      return {
        ru: `украшение «${decoration.ru}» в его нынешнем виде ещё не согласовали двое`,
        en: `no two people have approved the decoration “${decoration.en}” as it is now`,
      };
    }
    case "uncarried": {
      const part = namePart(reason.part, labelOf(reason.part));
      return {
        ru: `${part.ru}: это написал один человек, ещё до того, как правила стали меняться вдвоём`,
        en: `${part.en} was written by one person, before policy took two`,
      };
    }
    case "coincides": {
      const feast = sayClash(reason.clash, labelOf);
      const { isOpening } = reason.clash;
      const category = saySensitive(name(`category/${reason.clash.category}`));
      const campaign = reason.clash.campaign === undefined ? undefined : name(`campaign/${reason.clash.campaign}`);
      if (campaign !== undefined && isOpening === true) {
        return {
          ru: `из-за неё кампанию «${campaign.ru}», что ниже, впервые увидят в праздник ${feast.ru} или за сутки до него, а ${category.ru}`,
          en: `because of it people first see “${campaign.en}”, which lies below, on ${feast.en} or in the 24 hours before, and ${category.en}`,
        };
      }
      if (isOpening === true) {
        return {
          ru: `впервые её увидят в праздник ${feast.ru} или за сутки до него, а ${category.ru}`,
          en: `people first see it on ${feast.en}, or in the 24 hours before, and ${category.en}`,
        };
      }
      if (campaign !== undefined) {
        return {
          ru: `из-за неё кампанию «${campaign.ru}», что ниже, увидят в дни праздника ${feast.ru}, а ${category.ru}`,
          en: `because of it “${campaign.en}”, which lies below, is seen on the days of ${feast.en}, and ${category.en}`,
        };
      }
      return {
        ru: `дни совпадают с праздником ${feast.ru}, а ${category.ru}`,
        en: `its days are those of ${feast.en}, and ${category.en}`,
      };
    }
    case "unknown-feast-days": {
      const { label, year } = reason.unknown;
      return {
        ru: `неизвестно, на какие дни ${year} года придётся «${label.ru}»`,
        en: `it isn't known on which days of ${year} “${label.en}” falls`,
      };
    }
    case "unknown-reach":
      return { ru: "неизвестно, скольких людей это коснётся", en: "it isn't known how many people it reaches" };
    case "reach":
      return sayReach(reason);
    case "reach-together": {
      const limit = sayLimitValue("oneWordShare", reason.share);
      const bound = sayBound(reason.bound);
      if (reason.campaigns.length === 0) {
        return {
          ru: `вместе с прежними её запусками теми же людьми за 30 дней без просьбы это может увидеть больше ${limit.ru} людей${bound.ru}`,
          en: `with its earlier starts by the same people in 30 days, it reaches more than ${limit.en} of people unasked${bound.en}`,
        };
      }
      const names = reason.campaigns.map((campaign) => name(`campaign/${campaign}`));
      return {
        ru: `вместе с тем, что эти же люди показали сами за 30 дней (${names.map(({ ru }) => `«${ru}»`).join(", ")}), без просьбы это может увидеть больше ${limit.ru} людей${bound.ru}`,
        en: `with what the same people showed on their own in 30 days (${names.map(({ en }) => `“${en}”`).join(", ")}), it reaches more than ${limit.en} of people unasked${bound.en}`,
      };
    }
    case "own-people": {
      const names = reason.who.map(namePerson).join(", ");
      return {
        ru: `абонентов загружали или отзывали их токены те же люди (${names}), а значит, они сами выбирают, кого это коснётся`,
        en: `the same people (${names}) imported subscribers or refused their tokens, and so choose whom it reaches`,
      };
    }
    case "on-one-word":
      return {
        ru: "её запустил один человек, и дальше она пойдёт, только если согласен второй",
        en: "one person alone started it, and more may see it only if a second agrees",
      };
    case "another-audience": {
      const bound = sayBound(reason.bound);
      return {
        ru: `её запустил один человек, а теперь её увидит ещё одна аудитория${bound.ru}`,
        en: `one person alone started it, and now another audience would see it as well${bound.en}`,
      };
    }
    case "after-halt": {
      const { ru, en } = SAME[reason.same ?? "theme"];
      const end = nameEnd(reason, labelOf);
      return {
        ru: `${ru} остановил страж (${end.ru})`,
        en: `the guard halted ${en} (${end.en})`,
      };
    }
    case "after-policy-halt": {
      const { ru, en } = SAME[reason.same ?? "theme"];
      const end = nameEnd(reason, labelOf);
      return {
        ru: `${ru} остановило изменение правил (${end.ru}), и эту остановку никто не снял`,
        en: `a change of policy halted ${en} (${end.en}), and nobody has lifted that`,
      };
    }
    case "after-stop": {
      const { ru, en } = SAME[reason.same ?? "theme"];
      const { by, rollback } = reason;
      const who = by === undefined ? undefined : namePerson(by);
      const end = nameEnd(reason, labelOf);
      if (rollback !== undefined && who !== undefined) {
        return {
          ru: `${ru} остановил откат к версии ${rollback} (${end.ru}; откат — ${who}), а сезон ещё не закончился`,
          en: `${who} went back to version ${rollback}, which stopped ${en} (${end.en}), and the season of that is not over`,
        };
      }
      return {
        ru: `${ru} остановил человек (${end.ru}${who === undefined ? "" : `; это ${who}`}), а сезон ещё не закончился`,
        en: `${who ?? "a person"} stopped ${en} (${end.en}), and the season of that is not over`,
      };
    }
  }
}

/** “New Year: tree”, 2 November 2026, 09:30 UTC: the start is named as `new-year@1`. */
function nameEnd({ start, at }: { readonly start: string; readonly at?: number }, labelOf: LabelOf): Label {
  const name = nameStart(start, labelOf);
  if (at === undefined) return name;
  const when = sayUtcMinute(at);
  return { ru: `${name.ru}, ${when.ru}`, en: `${name.en}, ${when.en}` };
}

const saySensitive = ({ ru, en }: Label): Label => ({
  ru: `категория «${ru}» чувствительная`,
  en: `the category “${en}” is sensitive`,
});

/** Whom it reaches by itself, which is what a second person agrees to. */
function sayBound(bound: ReachBound | undefined): Label {
  if (bound === undefined) return { ru: "", en: "" };
  return {
    ru: ` (в её аудитории не больше ${formatCount(bound.atMost, "ru")} человек)`,
    en: ` (its audience is at most ${formatCount(bound.atMost, "en")} people)`,
  };
}

/** Numbers of few people are not said, and the others so roughly that subtracting them from one another tells nothing. */
function sayReach({ matching, people, unknown, share }: Reach & { readonly share: number }): Label {
  const limit = sayLimitValue("oneWordShare", share);
  const shown = showShare(matching, people);
  if (shown === null) {
    return {
      ru: `без просьбы это может увидеть больше ${limit.ru} людей`,
      en: `it reaches more than ${limit.en} of people unasked`,
    };
  }
  const [some, all] = [roughly(shown), roughly(people)];
  const certain = matching - unknown;
  const mayBeLess = unknown > 0;
  const isUnknownShown = mayBeLess && isShowable(unknown) && isShowable(certain);
  const ofAll = pluralRu(all, "человека", "человек", "человек");
  const ru = `без просьбы это увидят ${mayBeLess ? "до " : ""}${inRu(some)} из ${inRu(all)} ${ofAll}, больше ${limit.ru}`;
  const en = `it reaches ${mayBeLess ? "up to " : ""}${inEn(some)} of ${inEn(all)} people unasked, more than ${limit.en}`;
  if (!isUnknownShown) return { ru, en };
  const rough = roughly(unknown);
  return {
    ru: `${ru}; о ${inRu(rough)} из них пока неизвестно, подходят ли они`,
    en: `${en}; of ${inEn(rough)} of them it isn't known yet whether they fit`,
  };
}

/** Cut to two digits. */
function roughly(count: number): number {
  const step = 10 ** Math.max(0, String(count).length - 2);
  return Math.floor(count / step) * step;
}

const inRu = (count: number) => formatCount(count, "ru");
const inEn = (count: number) => formatCount(count, "en");
