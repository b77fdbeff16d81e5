import type { CategoryScope, Scope } from "../domain/decision/choice.ts";
import type { CampaignFeast, CompiledCampaign, Ruleset } from "../domain/decision/ruleset.ts";

type FeastPlaceRow = { campaign: string; feast: string; category: string };

/**
 * Which categories feasts carried when campaigns around them were live. Nothing takes a row out: whoever said no to what a
 * feast carried has said no to the campaign, whatever the feast carries later, and to the next campaign around that feast.
 */
export function openFeastPlaces({ sql }: DurableObjectStorage) {
  return {
    /** To be called in the transaction that stores the ruleset. */
    note({ campaigns }: Ruleset): void {
      const rows = campaigns.flatMap(({ key, feast }) =>
        feast?.key === undefined || feast.category === undefined ? [] : [[key, feast.key, feast.category]],
      );
      sql.exec(
        `INSERT OR IGNORE INTO feast_places (campaign, feast, category)
           SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)`,
        JSON.stringify(rows),
      );
    },

    /** The ruleset with what the feasts of its campaigns carried before. */
    addTo(ruleset: Ruleset): Ruleset {
      const rows = sql.exec<FeastPlaceRow>("SELECT campaign, feast, category FROM feast_places").toArray();
      const present = new Set(ruleset.categories.map(({ key }) => key));
      const gone = rows.flatMap(({ category }): Scope[] => (present.has(category) ? [] : [`category:${category}`]));
      return {
        ...ruleset,
        campaigns: ruleset.campaigns.map((campaign) => withFormer(campaign, rows)),
        ...(gone.length > 0 && { retired: [...new Set([...(ruleset.retired ?? []), ...gone])] }),
      };
    },
  };
}

function withFormer({ feast, ...campaign }: CompiledCampaign, rows: readonly FeastPlaceRow[]): CompiledCampaign {
  const former = rows
    .filter((row) => (row.campaign === campaign.key || row.feast === feast?.key) && row.category !== feast?.category)
    .map((row): CategoryScope => `category:${row.category}`);
  const { former: _before, ...present }: CampaignFeast = feast ?? {};
  if (former.length > 0) return { ...campaign, feast: { ...present, former: [...new Set(former)].toSorted() } };
  return feast === undefined ? campaign : { ...campaign, feast: present };
}
