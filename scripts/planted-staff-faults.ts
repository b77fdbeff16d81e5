/** Faults by which one human, or nobody, could show what two must want; each a line or two of the product as it must not be. */
import type { PlantedFault } from "./planted-faults.ts";

const AUTHORSHIP = "src/domain/campaign/authorship.ts";
const CONTROL = "src/catalog/control.ts";
const GUARDING = "src/catalog/guarding.ts";
const LIFECYCLE = "src/domain/campaign/lifecycle.ts";
const LOOKALIKES = "src/catalog/lookalikes.ts";
const POLICY = "src/catalog/policy.ts";
const REACH = "src/domain/condition/reach.ts";
const ROLL_BACK = "src/domain/review/roll-back.ts";
const SUCCESSION = "src/domain/guard/succession.ts";
const WHY_TWO = "src/domain/review/why-two.ts";

export const PLANTED_STAFF_FAULTS: readonly PlantedFault[] = [
  {
    name: "whoever wrote it by their own service key may approve it",
    changes: [
      {
        file: AUTHORSHIP,
        right: "const human = humanOrSelf(by, makerOf);",
        wrong: "const human = by;",
      },
      {
        file: AUTHORSHIP,
        right: "const who = humanOrSelf(editor, makerOf);",
        wrong: "const who = editor;",
      },
      {
        file: AUTHORSHIP,
        right: "const unknown = authors.find(({ who }) => isMachine(who));",
        wrong: "const unknown = undefined;",
      },
      {
        file: "src/domain/human-behind.ts",
        right: "return human !== undefined && !mayBeOneHuman(human, second);",
        wrong: "return first !== second || human === undefined;",
      },
    ],
  },
  {
    name: "whoever wrote a segment or a drawing of it may approve it",
    changes: [
      {
        file: CONTROL,
        right: "const people = authors.ofDraft(campaign, definitions, before.approvedParts);",
        wrong: "const people = { ...authors.ofDraft(campaign, definitions, before.approvedParts), authors: [] };",
      },
    ],
  },
  {
    name: "an approval outlives what others change of it afterwards",
    changes: [
      {
        file: CONTROL,
        right: "if (review.hash !== hashOf(row, definitions)) return true;",
        wrong: "",
      },
      {
        file: LIFECYCLE,
        right:
          'if (review.hash !== hash) return fail({ kind: "content-changed" });\n      const { submittedBy, approvedBy, authors, knownEnds = [] } = review;',
        wrong: "const { submittedBy, approvedBy, authors, knownEnds = [] } = review;",
      },
      {
        file: LIFECYCLE,
        right: "if (action.needsTwo && refusal !== undefined) return fail(refusal);",
        wrong: "",
      },
    ],
  },
  {
    name: "an approval from before a stop is good after it",
    changes: [
      {
        file: LIFECYCLE,
        right: 'if (starts.length > 0) return fail({ kind: "ended-since", starts });',
        wrong: "",
      },
    ],
  },
  {
    name: "a machine may approve",
    changes: [
      { file: AUTHORSHIP, right: 'if (isMachine(second)) return { kind: "machine" };', wrong: "" },
      { file: "src/domain/human-behind.ts", right: "if (isMachine(second)) return false;", wrong: "" },
    ],
  },
  {
    name: "one person moves a category",
    changes: [
      {
        file: POLICY,
        right: "if (isPerson && isSecondPerson(actor, proposedBy, authors.makerOf)) return undefined;",
        wrong: "if (isPerson) return undefined;",
      },
    ],
  },
  {
    name: "what tightens is not published by itself",
    changes: [
      {
        file: POLICY,
        right:
          'const published = publisher.publish({ actor, now, why }, writeServiceWord({ code: "proposal", id: row.id }));',
        wrong:
          'const published = shown.direction === "tightens" ? succeed(null) : publisher.publish({ actor, now, why }, "");',
      },
    ],
  },
  {
    name: "what policy makes impossible goes on",
    changes: [
      {
        file: POLICY,
        right: "const halted = haltImpossible(tools, now, row.id);",
        wrong: "const halted = [];",
      },
    ],
  },
  {
    name: "one person lifts a halt by policy",
    changes: [
      {
        file: "src/domain/campaign/policy-halt.ts",
        right: 'if (isSamePerson(liftProposedBy, actor)) return fail("own-proposal");',
        wrong: "",
      },
    ],
  },
  {
    name: "a rollback revives what was halted",
    changes: [
      {
        file: ROLL_BACK,
        right: 'const HARMLESS: readonly string[] = ["superseded", "completed"];',
        wrong: 'const HARMLESS: readonly string[] = ["superseded", "completed", "halted"];',
      },
      {
        file: ROLL_BACK,
        right: "whyTwo.some(isEnd)",
        wrong: 'whyTwo.some((reason) => isEnd(reason) && reason.code !== "after-halt")',
      },
    ],
  },
  {
    name: "a rollback revives what was stopped",
    changes: [
      {
        file: ROLL_BACK,
        right: 'const HARMLESS: readonly string[] = ["superseded", "completed"];',
        wrong: 'const HARMLESS: readonly string[] = ["superseded", "completed", "stopped"];',
      },
      {
        file: ROLL_BACK,
        right: "whyTwo.some(isEnd)",
        wrong: 'whyTwo.some((reason) => isEnd(reason) && reason.code !== "after-stop")',
      },
    ],
  },
  {
    name: "what comes back by a rollback may be brought back by its author",
    changes: [
      {
        file: ROLL_BACK,
        right: 'return approval.authors?.some((who) => mayBeOneHuman(who, actor)) === true ? "own-work" : undefined;',
        wrong: "return undefined;",
      },
    ],
  },
  {
    name: "who may fit does not count until their phone has asked",
    changes: [
      {
        file: REACH,
        right: "const matching = Math.min(people, tally.possible);",
        wrong: "const matching = tally.certain;",
      },
    ],
  },
  {
    name: "where nobody is known one person's word is enough",
    changes: [
      {
        file: WHY_TWO,
        right: "if (reach === undefined || reach.people === 0)",
        wrong: "if (reach === undefined)",
      },
    ],
  },
  {
    name: "another audience of what runs on one person's word asks nobody",
    changes: [{ file: WHY_TWO, right: "situation.extendsOneWord === true", wrong: "situation === undefined" }],
  },
  {
    name: "what runs on one person's word goes on beyond its share",
    changes: [
      {
        file: "src/domain/guard/one-word.ts",
        right:
          "if (people === undefined || !isBeyondOneWord(countEarlier(exposed, place), people, share)) return false;",
        wrong: "if (exposed >= 0) return false;",
      },
      {
        file: "src/catalog/own-reach.ts",
        right: "if (!isBeyondOneWord(asMany, people, oneWordShareOf(plan, standing))) continue;",
        wrong: "if (asMany >= 0) continue;",
      },
    ],
  },
  {
    name: "whoever started it alone confirms it",
    changes: [
      {
        file: LIFECYCLE,
        right: "const unseen = refusal ?? whyUnseen(action, tag);",
        wrong: "const unseen = whyUnseen(action, tag);",
      },
    ],
  },
  {
    name: "a start with another label begins its stages anew",
    changes: [
      {
        file: SUCCESSION,
        right:
          'if (next.campaign.delivery === "opt-in" || tellReach(reachOf(content)) === reach) return amend(live.version, earlier);',
        wrong:
          'if (next.campaign.delivery === "opt-in") return amend(live.version, earlier);\n  if (tellReach(reachOf(content)) === reach) return ANEW;',
      },
    ],
  },
  {
    name: "another audience takes it from those who have it",
    changes: [
      {
        file: SUCCESSION,
        right: '{ kind: "redirect", earlier: all }',
        wrong: '{ kind: "redirect", earlier: [] }',
      },
    ],
  },
  {
    name: "another audience ends the guards of those who have it",
    changes: [
      {
        file: GUARDING,
        right: "for (const [index, guard] of listGuardsInForce(row).entries()) {",
        wrong: "for (const [index, guard] of listGuardsInForce(row).slice(0, 1).entries()) {",
      },
    ],
  },
  {
    name: "what an earlier audience's guard has learnt halts nothing",
    changes: [
      {
        file: GUARDING,
        right: "return standing.end === null && row !== undefined && listGuardsInForce(row).includes(plan.guard);",
        wrong: "return standing.end === null && row !== undefined && listGuardsInForce(row)[0] === plan.guard;",
      },
    ],
  },
  {
    name: "what was halted comes again under another key without a review",
    changes: [
      {
        file: GUARDING,
        right: "const theme = [...themes].find(isBlocked);",
        wrong: "const theme = [...themes].find((one) => one === undefined);",
      },
    ],
  },
  {
    name: "what is drawn like something sensitive comes unasked",
    changes: [
      {
        file: LOOKALIKES,
        right: "if (found === undefined || !found.isSure) return undefined;",
        wrong: 'if (found?.why !== "halted") return undefined;',
      },
    ],
  },
  {
    name: "what is drawn like something sensitive needs no second person",
    changes: [
      {
        file: WHY_TWO,
        right: "return lookalike === undefined\n",
        wrong: "return lookalike !== null\n",
      },
    ],
  },
  {
    name: "what shows at a sensitive feast comes unasked",
    changes: [
      {
        file: "src/contract/definitions.ts",
        right: "if (!isSensitiveCategory(category, definitions.categories)) return [];",
        wrong: "if (category) return [];",
      },
      {
        file: "src/domain/policy/policy-effect.ts",
        right: "const carried = categoryOfSchedule(campaign.schedule, feasts);",
        wrong: "const carried = undefined as string | undefined;\n  void [campaign, feasts];",
      },
    ],
  },
  {
    name: "what shows at a sensitive feast needs no second person",
    changes: [
      {
        file: "src/catalog/weigh-campaign.ts",
        right: "feastCategory: isSensitive ? carried : undefined,",
        wrong: "feastCategory: undefined,",
      },
    ],
  },
  {
    name: "whoever asks for a theme is shown it at a sensitive feast",
    changes: [
      {
        file: "src/domain/decision/load-ruleset.ts",
        right: "needsAsking: !harmlessCategories.has(carried),",
        wrong: "needsAsking: false,",
      },
    ],
  },
  {
    name: "whoever had a part in what was halted reviews it",
    changes: [
      {
        file: "src/catalog/theme-reviews.ts",
        right: "if (refusal === undefined) continue;",
        wrong: 'if (refusal?.kind !== "machine") continue;',
      },
    ],
  },
  {
    name: "each key of a human switches on for as many people as the human may",
    changes: [
      {
        file: "src/catalog/entered-words.ts",
        right: "const human = nameOfHuman(actor, makerOf);",
        wrong: "const human = actor;\n      void nameOfHuman;",
      },
    ],
  },
  {
    name: "who has imported people starts alone what reaches nobody",
    changes: [
      {
        file: WHY_TWO,
        right:
          '...(delivery === "opt-in" || importers.length === 0 ? [] : [{ code: "own-people", who: importers } as const]),',
        wrong: "",
      },
    ],
  },
  {
    name: "who shows more than they were counted to starts more alone",
    changes: [
      { file: WHY_TWO, right: "return isFull || (matching > 0 &&", wrong: "return isFull && (matching < 0 &&" },
    ],
  },
  {
    name: "a drawing at which no two have looked is shown by one",
    changes: [
      {
        file: WHY_TWO,
        right: "...(newDecoration === undefined ? [] :",
        wrong: "...(newDecoration === undefined || newDecoration !== null ? [] :",
      },
    ],
  },
  {
    name: "what is short and falls on a feast needs no second person",
    changes: [
      { file: WHY_TWO, right: '...clashes.map((clash) => ({ code: "coincides", clash }) as const),', wrong: "" },
    ],
  },
  {
    name: "what falls on days of which nobody knows the feasts needs no second person",
    changes: [
      {
        file: WHY_TWO,
        right: '...unknownFeastDays.map((unknown) => ({ code: "unknown-feast-days", unknown }) as const),',
        wrong: "",
      },
    ],
  },
  {
    name: "what stands on policy that nobody has carried needs no second person",
    changes: [
      { file: WHY_TWO, right: '...uncarried.map((part) => ({ code: "uncarried", part }) as const),', wrong: "" },
    ],
  },
];
