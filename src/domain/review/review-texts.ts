import type { Label } from "../label.ts";
import { namePerson } from "../name-person.ts";

/** Says why somebody can't review a theme: they had a part in a campaign of it that was halted or waits for the review. */
export function sayNotNeutral(who: string, campaign: Label): Label {
  const name = namePerson(who);
  return {
    ru: `Тему разбирает тот, кто в ней не участвовал, а ${name} — среди тех, кто писал, согласовывал или запускал «${campaign.ru}»: страж прервал эту кампанию, или она ждёт разбора. Попросите другого согласующего.`,
    en: `A theme is reviewed by somebody who had no part in it, and ${name} is among those who wrote, wanted, approved or started “${campaign.en}”, which was halted or waits for the review. Ask another approver.`,
  };
}
