import { useCallback, useState } from "react";

/** What somebody is writing, with the revision on which it is based; it survives a reload and an expired login. */
interface Draft<Body> {
  readonly revision: number;
  readonly body: Body;
  /** What was stored when the writer began. */
  readonly base: Body;
}

export interface DraftState<Body> {
  readonly body: Body;
  readonly revision: number;
  /** What the writer began with. */
  readonly base: Body;
  readonly isChanged: boolean;
  /** It was found in this browser, from an earlier visit. */
  readonly isRestored: boolean;
  /** Rises when the words were thrown away or stored; editors with a state of their own begin anew. */
  readonly generation: number;
  change(body: Body): void;
  discard(): void;
  /** The same words on top of a newer revision. */
  rebase(revision: number): void;
}

/** A local draft over what is stored, kept in this browser under the definition's address. */
export function useDraft<Body>(address: string, stored: Body, revision: number): DraftState<Body> {
  const storageKey = `garland.draft.${address}`;
  const [initial] = useState(() => readDraft<Body>(storageKey));
  const [draft, setDraft] = useState(initial);
  const [generation, setGeneration] = useState(0);
  const keep = useCallback(
    (next: Draft<Body> | undefined) => {
      if (next === undefined) localStorage.removeItem(storageKey);
      else localStorage.setItem(storageKey, JSON.stringify(next));
      setDraft(next);
    },
    [storageKey],
  );
  return {
    body: draft?.body ?? stored,
    revision: draft?.revision ?? revision,
    base: draft?.base ?? stored,
    isChanged: draft !== undefined,
    isRestored: draft !== undefined && draft === initial,
    change: (body) => {
      const base = draft?.base ?? stored;
      // Typed back to what it was: there is nothing to save.
      const isAsBefore = JSON.stringify(body) === JSON.stringify(base);
      keep(isAsBefore ? undefined : { body, revision: draft?.revision ?? revision, base });
    },
    generation,
    discard: () => {
      keep(undefined);
      setGeneration((before) => before + 1);
    },
    rebase: (newer) => draft && keep({ ...draft, revision: newer }),
  };
}

function readDraft<Body>(storageKey: string): Draft<Body> | undefined {
  const text = localStorage.getItem(storageKey);
  // Parsed boundary: only this file writes these entries, and the service checks every body that is sent.
  return text === null ? undefined : (JSON.parse(text) as Draft<Body>);
}
