import type { Label } from "../label.ts";
import { namePerson } from "../name-person.ts";

/** Says why somebody can't review a theme: they had a part in a campaign of it that was halted or waits for the review. */
export function sayNotNeutral(who: string, campaign: string): Label {
  const name = namePerson(who);
  return {
    ru: `Тему разбирает тот, кто в ней не участвовал, а ${name} — среди тех, кто писал, согласовывал или запускал «${campaign}»: страж прервал эту кампанию, или она ждёт разбора. Попросите другого утверждающего.`,
    en: `A theme is reviewed by somebody who had no part in it, and ${name} is among those who wrote, wanted, approved or started “${campaign}”, which was halted or waits for the review. Ask another approver.`,
  };
}
