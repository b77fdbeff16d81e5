import type { Definitions } from "../contract/definitions.ts";
import {
  isFromInstallation,
  listAuthors,
  type ApprovedParts,
  type Author,
  type People,
} from "../domain/campaign/authorship.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import type { Decoration } from "../domain/campaign/decoration.ts";
import { listParts, type PartName, type PartSource } from "../domain/campaign/parts.ts";
import type { MakerOf } from "../domain/human-behind.ts";
import type { ServiceKeys } from "./service-keys.ts";
import { hashJson, type Snapshot } from "./snapshot.ts";
import type { CatalogStorage } from "./storage.ts";

interface AuthorsTools {
  readonly storage: CatalogStorage;
  readonly serviceKeys: Pick<ServiceKeys, "makerOf">;
}

/** Who wrote what, by every revision there ever was. */
export function openAuthors({ storage, serviceKeys }: AuthorsTools) {
  const { makerOf }: { readonly makerOf: MakerOf } = serviceKeys;

  function authorsOf(parts: readonly PartName[], approved: ApprovedParts): readonly Author[] {
    return listAuthors(storage.listWritings(parts), approved, makerOf);
  }

  return {
    makerOf,

    /** Of a working copy: those who wrote a part of it since a second person last approved it. */
    ofDraft(campaign: Campaign | undefined, definitions: PartSource, approved: ApprovedParts = {}): People {
      const parts = campaign === undefined ? [] : listParts(campaign, definitions);
      return { authors: authorsOf(parts, approved), makerOf };
    },

    /** Of what was started: everybody who ever wrote a part of it. */
    ofSnapshot({ campaign, segments, decoration }: Snapshot, { themes, feasts }: Definitions): People {
      const parts = listParts(campaign, { segments, decorations: [decoration], themes, feasts });
      return { authors: authorsOf(parts, {}), makerOf };
    },

    /** Of parts that are known by name only: everybody who ever wrote one. */
    ofParts(parts: readonly PartName[]): People {
      return { authors: authorsOf(parts, {}), makerOf };
    },

    /**
     * Whether two humans have looked at a decoration as it is shown, in whatever campaign. The installation's need no look, nor does
     * what was put back to what they looked at.
     */
    isSeenByTwo(shown: Decoration): boolean {
      const part: PartName = `decoration/${shown.key}`;
      const writings = storage.listWritings([part]);
      if (writings.every(({ by }) => isFromInstallation(by))) return true;
      const approved = storage
        .listDefinitions("campaign")
        .flatMap(({ lifecycle }) => lifecycle?.approvedParts?.[part] ?? []);
      const hash = hashJson(shown);
      const same = writings.filter(
        ({ revision }) => hashJson(storage.readRevision("decoration", shown.key, revision) ?? null) === hash,
      );
      return same.some(({ revision, by }) => isFromInstallation(by) || approved.includes(revision));
    },

    /** What an approval of a working copy covers. */
    revisionsOf(campaign: Campaign | undefined, definitions: PartSource): ApprovedParts {
      return campaign === undefined ? {} : storage.readRevisions(listParts(campaign, definitions));
    },
  };
}

export type Authors = ReturnType<typeof openAuthors>;
