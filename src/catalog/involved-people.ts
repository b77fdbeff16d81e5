import { addEditors, type People } from "../domain/campaign/authorship.ts";
import type { Approval, Lifecycle } from "../domain/campaign/lifecycle.ts";
import type { Decoration } from "../domain/campaign/decoration.ts";
import { isPartOfService } from "../domain/human-behind.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Authors } from "./authors.ts";
import { themesEverOf } from "./early-ends.ts";
import type { GuardRecords } from "./guard-records.ts";
import type { LookalikeFinder } from "./lookalikes.ts";
import type { Places } from "./places.ts";
import type { Snapshot } from "./snapshot.ts";
import type { CatalogStorage } from "./storage.ts";

export interface InvolvedTools {
  readonly storage: CatalogStorage;
  readonly records: Pick<GuardRecords, "find" | "listThemes">;
  readonly authors: Authors;
  readonly audit: Pick<AuditLog, "listActors">;
  readonly lookalikes: Pick<LookalikeFinder, "isLikeTheme">;
  readonly places: Pick<Places, "themesOf">;
}

/** Everybody who had a part in a campaign. */
interface Involved {
  readonly campaign: string;
  readonly people: People;
}

/** What of a campaign ran, and who had agreed to it. */
interface Shown {
  readonly snapshot: Snapshot;
  readonly approval: Approval | undefined;
}

/** Steps by which somebody lets people see a campaign. */
const SHOWING_STEPS = ["start", "resume", "confirm", "lift"];

/**
 * Who had a part in what was halted of a theme since it was last reviewed, or waits for that review, under the theme itself or
 * drawn like it: whoever wrote, wanted, approved or started any of it.
 */
export function listInvolved(tools: InvolvedTools, theme: string): readonly Involved[] {
  const { storage, records, authors, audit, lookalikes, places } = tools;
  const isOf = (decoration: Decoration) =>
    themesEverOf(decoration, places).has(theme) || lookalikes.isLikeTheme(decoration, theme);

  const definitions = storage.readDefinitions();

  /** Of a campaign, as it ran under one guard from then on. */
  function peopleOf(
    campaign: string,
    contents: readonly Shown[],
    word: NonNullable<Lifecycle["live"]>["word"],
    startedAt: number,
  ): Involved {
    const { authors: unknown, makerOf } = authors.ofParts(contents.length === 0 ? [`campaign/${campaign}`] : []);
    const written = contents.flatMap(({ snapshot }) => authors.ofSnapshot(snapshot, definitions).authors);
    const wanted = contents.flatMap(({ approval }) =>
      approval === undefined ? [] : [approval.submittedBy, approval.approvedBy, ...(approval.authors ?? [])],
    );
    const starters = audit.listActors(`campaign/${campaign}`, SHOWING_STEPS);
    // Whoever approves what runs already changes nothing by it, and says yes to it all the same.
    const approvers = audit.listActors(`campaign/${campaign}`, ["approve"], startedAt);
    const more = [...wanted, ...(word?.kind === "one" ? word.of : []), ...starters, ...approvers];
    return {
      campaign,
      people: addEditors(
        { authors: [...unknown, ...written], makerOf },
        more.filter((who) => !isPartOfService(who)),
      ),
    };
  }

  const past = storage.listRulesets().flatMap(({ live }) => live.campaigns);
  const halted = records
    .listThemes()
    .filter((policy) => policy.theme === theme || policy.review === null)
    .flatMap(({ theme: of, halts }) => halts.map((guard) => ({ of, guard })))
    .flatMap(({ of, guard }): readonly Involved[] => {
      // A start with other words, or by others, goes on under the same guard: each had a part in it. Most rulesets change nothing of it.
      const entries = past.filter(({ watch }) => watch?.guard === guard);
      const contents = new Map(
        entries.map(({ snapshot, approval }) => [JSON.stringify([snapshot, approval]), { snapshot, approval }]),
      );
      if (of !== theme && !entries.some(({ snapshot }) => isOf(snapshot.decoration))) return [];
      const { campaign, startedAt } = records.find(guard)?.plan ?? { campaign: guard, startedAt: 0 };
      return [peopleOf(campaign, [...contents.values()], undefined, startedAt)];
    });
  const waiting = storage.listDefinitions("campaign").flatMap(({ key, lifecycle, snapshot }): readonly Involved[] => {
    const live = lifecycle?.live;
    if (live === undefined || snapshot === undefined || snapshot.campaign.delivery === "opt-in") return [];
    const waits = live.state === "holding" || (live.state === "halted" && live.haltedBy === "policy");
    return waits && isOf(snapshot.decoration)
      ? [peopleOf(key, [{ snapshot, approval: live.approval }], live.word, live.startedAt)]
      : [];
  });
  return [...halted, ...waiting];
}
