import type { ProposalState } from "../../contract/rpc/rpc-policy.ts";

const states: Record<ProposalState, string> = {
  open: "open",
  carried: "in force",
  withdrawn: "withdrawn",
  declined: "declined",
  outdated: "outdated",
};

/** What the console says in English about policy. */
export const enPolicy = {
  title: "Policy",
  intro: "What may be shown to whom. It changes by proposals: what loosens takes two people, what tightens takes one.",
  inForce: "In force",
  categories: "Categories and their themes",
  category: "Category",
  themes: "Themes",
  sensitive: "sensitive",
  ordinary: "ordinary",
  limits: "Limits",
  limit: "Limit",
  value: "Now",
  atMost: "At most",
  proposals: "Proposals",
  none: "Nothing is proposed.",
  states,
  by: (who: string, when: string) => `${who}, ${when}`,
  look: "Look at it",
  lookAt: (id: number) => `Look at proposal ${id}`,
  proposal: (id: number) => `Proposal ${id}`,
  changes: "What changes",
  follows: "What follows",
  carry: "Put in force",
  once: "Once more: it is in force for everybody at once. Have you read what follows?",
  withdraw: "Withdraw",
  decline: "Decline",
  reasonHint: "Needed to propose and to decline",
  carried: "It is in force.",
  propose: "Propose a change",
  what: "What shall change",
  moveTheme: "Move a theme",
  markCategory: "Mark a category",
  setLimit: "Set a limit",
  theme: "Theme",
  to: "To the category",
  shallBe: "It shall be",
  number: "The number, as a share (0.01 is 1 %) or in people",
  send: "Propose",
  proposed: "Proposed. Nothing has changed yet.",
};

export type PolicyTexts = typeof enPolicy;
