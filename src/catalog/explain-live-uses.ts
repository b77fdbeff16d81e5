import { inBoth, type Failure } from "../contract/problem.ts";
import type { Label } from "../domain/label.ts";
import { labelOrKey, type LabelOf } from "../domain/name-part.ts";
import type { LiveWorld } from "./storage.ts";

/** Such a place as `segments/students.json: condition`; a segment of which there are several versions is named `students@1f3a9c0d`. */
const SEGMENT = /^segments\/([a-z0-9-]+)/;

const CAMPAIGN = /^campaigns\/([a-z0-9-]+)/;

/** Why policy can't change: what is live asks for it as it was. Names the campaigns, and the audiences by which they do. */
export function explainLiveUses({ issues = [] }: Failure, { campaigns }: LiveWorld, labelOf: LabelOf): Failure {
  const named = new Set(issues.flatMap(({ path }) => SEGMENT.exec(path)?.[1] ?? []));
  const own = new Set(issues.flatMap(({ path }) => CAMPAIGN.exec(path)?.[1] ?? []));
  const users = campaigns.filter(
    ({ snapshot }) => own.has(snapshot.campaign.key) || snapshot.segments.some(({ key }) => named.has(key)),
  );
  const ofUsers = users.map(({ snapshot }) => snapshot.campaign.label);
  const ofSegments = [...named].map((key) => labelOrKey(`segment/${key}`, labelOf));
  return { type: "conflict", ...inBoth(sayLiveUses(ofUsers, ofSegments)), issues };
}

function sayLiveUses(campaigns: readonly Label[], segments: readonly Label[]): Label {
  const by = { ru: list(segments, "ru"), en: list(segments, "en") };
  const through = segments.length === 0 ? { ru: "", en: "" } : { ru: ` в аудитории ${by.ru}`, en: ` in ${by.en}` };
  if (campaigns.length === 0) {
    return {
      ru: `Идущая кампания ещё пользуется этим в прежнем виде${through.ru}. Остановите её или запустите заново без этого.`,
      en: `A campaign that is live still uses this as it was${through.en}. Stop it, or start it anew without it.`,
    };
  }
  const names = { ru: list(campaigns, "ru"), en: list(campaigns, "en") };
  return campaigns.length === 1
    ? {
        ru: `Кампания ${names.ru} идёт и пользуется этим в прежнем виде${through.ru}. Остановите её или запустите заново без этого.`,
        en: `The campaign ${names.en} is live and still uses this as it was${through.en}. Stop it, or start it anew without it.`,
      }
    : {
        ru: `Кампании ${names.ru} идут и пользуются этим в прежнем виде${through.ru}. Остановите их или запустите заново без этого.`,
        en: `The campaigns ${names.en} are live and still use this as it was${through.en}. Stop them, or start them anew without it.`,
      };
}

function list(labels: readonly Label[], language: keyof Label): string {
  return labels.map((label) => (language === "ru" ? `«${label.ru}»` : `“${label.en}”`)).join(", ");
}
