/** Sentences about what becomes of campaigns if a proposal is carried: one for all to which the same happens. */
import type { Label } from "../label.ts";
import type { Concerned } from "./policy-effect.ts";
import { sayLimitValue } from "./policy-texts.ts";

/** Each fate once, with all the campaigns that have it. */
export function sayCampaigns(campaigns: readonly Concerned[]): readonly Label[] {
  const groups = Map.groupBy(campaigns, ({ becomes, delivery, categories, share }) =>
    JSON.stringify([becomes, becomes === "changed" ? [delivery, categories] : null, share]),
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [sayConcerned(first, ...others)],
  );
}

/** What becomes of one campaign, or of several alike. */
export function sayConcerned(first: Concerned, ...others: readonly Concerned[]): Label {
  const all = [first, ...others];
  const names: Label = {
    ru: all.map(({ campaign, label }) => `«${label?.ru ?? campaign}»`).join(", "),
    en: all.map(({ campaign, label }) => `“${label?.en ?? campaign}”`).join(", "),
  };
  return others.length === 0 ? sayOne(first, names) : saySeveral(first, names);
}

function sayOne({ becomes, delivery, categories = [], share = 0 }: Concerned, { ru, en }: Label): Label {
  switch (becomes) {
    case "halted":
      return {
        ru: `Кампания ${ru} останется только у тех, кто просил: чувствительное нельзя показывать без просьбы. Если правила это снова позволят, двое могут снять остановку в течение суток.`,
        en: `The campaign ${en} stays only with people who asked: what is sensitive can't come unasked. Once policy allows it again, two people may lift this within 24 hours.`,
      };
    case "changed": {
      const list = listCategories(categories);
      return delivery === "opt-in"
        ? {
            ru: `Кампанию ${ru} по-прежнему увидят только те, кто попросил; считаются просьбы и отказы по категории ${list.ru}.`,
            en: `The campaign ${en} is still seen only by people who ask; what they say of ${list.en} counts.`,
          }
        : {
            ru: `Кампания ${ru} будет относиться к категории ${list.ru}: кто от неё отказался, кампанию не увидит.`,
            en: `The campaign ${en} will stand in ${list.en}: whoever has said no to that does not see it.`,
          };
    }
    case "stays-halted":
      return {
        ru: `Кампания ${ru} прервана и остаётся прерванной: её видят только те, кто просил.`,
        en: `The campaign ${en} is halted and stays so: only people who asked see it.`,
      };
    case "unapproved":
      return {
        ru: `Кампанию ${ru} придётся отправить на согласование заново.`,
        en: `The campaign ${en} has to be submitted anew.`,
      };
    case "held-beyond": {
      const limit = sayLimitValue("oneWordShare", share);
      return {
        ru: `Кампания ${ru} идёт по слову одного человека: когда её увидят больше ${limit.ru} людей, а если их уже больше, то сразу, никто новый её не получит, пока её не подтвердит второй человек.`,
        en: `The campaign ${en} runs on one person's word: once more than ${limit.en} of people have seen it, at once if they have already, nobody new gets it until a second person confirms it.`,
      };
    }
  }
}

function saySeveral({ becomes, delivery, categories = [], share = 0 }: Concerned, { ru, en }: Label): Label {
  switch (becomes) {
    case "halted":
      return {
        ru: `Кампании ${ru} останутся только у тех, кто просил: чувствительное нельзя показывать без просьбы. Если правила это снова позволят, двое могут снять остановку с каждой в течение суток.`,
        en: `The campaigns ${en} stay only with people who asked: what is sensitive can't come unasked. Once policy allows them again, two people may lift this for each within 24 hours.`,
      };
    case "changed": {
      const list = listCategories(categories);
      return delivery === "opt-in"
        ? {
            ru: `Кампании ${ru} по-прежнему увидят только те, кто попросил; считаются просьбы и отказы по категории ${list.ru}.`,
            en: `The campaigns ${en} are still seen only by people who ask; what they say of ${list.en} counts.`,
          }
        : {
            ru: `Кампании ${ru} будут относиться к категории ${list.ru}: кто от неё отказался, их не увидит.`,
            en: `The campaigns ${en} will stand in ${list.en}: whoever has said no to that does not see them.`,
          };
    }
    case "stays-halted":
      return {
        ru: `Кампании ${ru} прерваны и остаются прерванными: их видят только те, кто просил.`,
        en: `The campaigns ${en} are halted and stay so: only people who asked see them.`,
      };
    case "unapproved":
      return {
        ru: `Кампании ${ru} придётся отправить на согласование заново.`,
        en: `The campaigns ${en} have to be submitted anew.`,
      };
    case "held-beyond": {
      const limit = sayLimitValue("oneWordShare", share);
      return {
        ru: `Кампании ${ru} идут по слову одного человека: когда какую-то из них увидят больше ${limit.ru} людей, а если их уже больше, то сразу, никто новый её не получит, пока её не подтвердит второй человек.`,
        en: `The campaigns ${en} run on one person's word: once more than ${limit.en} of people have seen one of them, at once if they have already, nobody new gets it until a second person confirms it.`,
      };
    }
  }
}

function listCategories(categories: readonly Label[]): Label {
  return {
    ru: categories.map((each) => `«${each.ru}»`).join(" и "),
    en: categories.map((each) => `“${each.en}”`).join(" and "),
  };
}
