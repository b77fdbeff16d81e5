import type { Reach } from "../condition/reach.ts";
import { isShowable, showShare } from "../counts.ts";
import { formatCount, pluralRu } from "../guard/guard-texts.ts";
import type { Label } from "../label.ts";
import { sayLimitValue } from "../policy/policy-texts.ts";
import { sayClash } from "./feast-clash.ts";
import { namePerson } from "../name-person.ts";
import { sayUtcMinute } from "../say-utc-minute.ts";
import type { EndedSame, TwoReason } from "./why-two.ts";

const SAME: Readonly<Record<EndedSame, Label>> = {
  decoration: { ru: "это же украшение", en: "the same decoration" },
  theme: { ru: "украшение этой же темы", en: "a decoration of the same theme" },
  drawing: { ru: "украшение, которое на телефоне выглядит так же,", en: "a decoration that looks the same on a phone" },
  campaign: { ru: "эту же кампанию", en: "this campaign" },
};

/** Says in a clause why a second person is needed. */
export function sayTwoReason(reason: TwoReason): Label {
  switch (reason.code) {
    case "sensitive":
      return {
        ru: `категория «${reason.category}» чувствительная`,
        en: `the category “${reason.category}” is sensitive`,
      };
    case "no-category":
      return {
        ru: "у того, что показывается, нет темы или категории",
        en: "what is shown has no theme or no category",
      };
    case "lookalike":
      return {
        ru: `на телефоне не отличить от украшения «${reason.decoration}» из темы «${reason.theme}», которую без просьбы не показывают`,
        en: `on a phone it can't be told from “${reason.decoration}” of the theme “${reason.theme}”, which isn't shown unasked`,
      };
    case "new-decoration":
      return {
        ru: `украшение «${reason.decoration}» в его нынешнем виде ещё не согласовали двое`,
        en: `no two people have approved the decoration “${reason.decoration}” as it is now`,
      };
    case "uncarried":
      return {
        ru: `«${reason.part}» написал один человек, ещё до того, как правила стали меняться вдвоём`,
        en: `“${reason.part}” was written by one person, before policy took two`,
      };
    case "coincides": {
      const feast = sayClash(reason.clash);
      const { category, campaign, isOpening } = reason.clash;
      if (campaign !== undefined && isOpening === true) {
        return {
          ru: `из-за неё кампанию «${campaign}», что ниже, впервые увидят в праздник ${feast.ru} или за сутки до него, а категория «${category}» чувствительная`,
          en: `because of it people first see “${campaign}”, which lies below, on ${feast.en} or in the 24 hours before, and the category “${category}” is sensitive`,
        };
      }
      if (isOpening === true) {
        return {
          ru: `впервые её увидят в праздник ${feast.ru} или за сутки до него, а категория «${category}» чувствительная`,
          en: `people first see it on ${feast.en}, or in the 24 hours before, and the category “${category}” is sensitive`,
        };
      }
      if (campaign !== undefined) {
        return {
          ru: `из-за неё кампанию «${campaign}», что ниже, увидят в дни праздника ${feast.ru}, а категория «${category}» чувствительная`,
          en: `because of it “${campaign}”, which lies below, is seen on the days of ${feast.en}, and the category “${category}” is sensitive`,
        };
      }
      return {
        ru: `дни совпадают с праздником ${feast.ru}, а категория «${category}» чувствительная`,
        en: `its days are those of ${feast.en}, and the category “${category}” is sensitive`,
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
      if (reason.campaigns.length === 0) {
        return {
          ru: `вместе с прежними её запусками теми же людьми за 30 дней без просьбы это увидит больше ${limit.ru} людей`,
          en: `with its earlier starts by the same people in 30 days, it reaches more than ${limit.en} of people unasked`,
        };
      }
      const names = reason.campaigns.map((campaign) => `«${campaign}»`).join(", ");
      return {
        ru: `вместе с тем, что эти же люди показали сами за 30 дней (${names}), без просьбы это увидит больше ${limit.ru} людей`,
        en: `with what the same people showed on their own in 30 days (${names.replaceAll("«", "“").replaceAll("»", "”")}), it reaches more than ${limit.en} of people unasked`,
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
    case "another-audience":
      return {
        ru: "её запустил один человек, а теперь её увидит ещё одна аудитория",
        en: "one person alone started it, and now another audience would see it as well",
      };
    case "after-halt": {
      const { ru, en } = SAME[reason.same ?? "theme"];
      return {
        ru: `${ru} остановил страж (${namedEnd(reason)})`,
        en: `the guard halted ${en} (${namedEnd(reason)})`,
      };
    }
    case "after-policy-halt": {
      const { ru, en } = SAME[reason.same ?? "theme"];
      return {
        ru: `${ru} остановило изменение правил (${namedEnd(reason)}), и эту остановку никто не снял`,
        en: `a change of policy halted ${en} (${namedEnd(reason)}), and nobody has lifted that`,
      };
    }
    case "after-stop": {
      const { ru, en } = SAME[reason.same ?? "theme"];
      const { by, rollback } = reason;
      const who = by === undefined ? undefined : namePerson(by);
      const what = namedEnd(reason);
      if (rollback !== undefined && who !== undefined) {
        return {
          ru: `${ru} остановил откат к версии ${rollback} (${what}; откатывает ${who}), а сезон ещё не закончился`,
          en: `${who} went back to version ${rollback}, which stopped ${en} (${what}), and the season of that is not over`,
        };
      }
      return {
        ru: `${ru} остановил человек (${what}${who === undefined ? "" : `; это ${who}`}), а сезон ещё не закончился`,
        en: `${who ?? "a person"} stopped ${en} (${what}), and the season of that is not over`,
      };
    }
  }
}

/** “new-year@1, 2026-11-02 09:30 UTC” */
function namedEnd({ start, at }: { readonly start: string; readonly at?: number }): string {
  return at === undefined ? start : `${start}, ${sayUtcMinute(at)}`;
}

/** Numbers of few people are not said, and the others so roughly that subtracting them from one another tells nothing. */
function sayReach({ matching, people, unknown, share }: Reach & { readonly share: number }): Label {
  const limit = sayLimitValue("oneWordShare", share);
  const shown = showShare(matching, people);
  if (shown === null) {
    return {
      ru: `без просьбы это увидит больше ${limit.ru} людей`,
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
