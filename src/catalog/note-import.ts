import type { Act } from "../contract/rpc/rpc-control.ts";
import { wantedBy } from "../domain/campaign/start-word.ts";
import { humanOrSelf, mayBeOneHuman } from "../domain/human-behind.ts";
import { succeed, type Result } from "../domain/result.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import { namePerson } from "../domain/name-person.ts";
import { askSecond } from "./ask-second.ts";
import type { Importers } from "./importers.ts";
import type { PolicyTools } from "./policy-tools.ts";

type NoteImportTools = Pick<
  PolicyTools,
  "storage" | "audit" | "publisher" | "guarding" | "webhooks" | "transact" | "authors"
> & {
  readonly importers: Importers;
};

/**
 * Notes that somebody imports people, before any of them is stored. What runs on the word of that human alone waits for a
 * second from then on: who there is, and how many, would be their word as well. Says whether that changed what runs.
 */
export function noteImport(tools: NoteImportTools, { actor, now }: Pick<Act, "actor" | "now">): boolean {
  const { storage, publisher, guarding, transact, importers } = tools;
  const { makerOf } = tools.authors;
  const human = humanOrSelf(actor, makerOf);
  const noted = transact((): Result<boolean, never> => {
    importers.note(human, now);
    const why = writeServiceWord({ code: "imports", human });
    const act = { actor: "system", now, why };
    const cause = { code: "own-people", who: namePerson(human) } as const;
    let isAsked = false;
    for (const { key, lifecycle, snapshot } of storage.listDefinitions("campaign")) {
      const word = lifecycle?.live?.word;
      if (lifecycle === undefined || snapshot === undefined || snapshot.campaign.delivery === "opt-in") continue;
      if (!wantedBy(word).some((who) => mayBeOneHuman(humanOrSelf(who, makerOf), human))) continue;
      if (askSecond(tools, key, cause, act)) isAsked = true;
    }
    if (!isAsked) return succeed(false);
    guarding.followLives(now, 0);
    publisher.restand(act, why);
    return succeed(true);
  });
  return noted.ok && noted.value;
}
