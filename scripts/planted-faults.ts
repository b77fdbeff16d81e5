/** Faults that a person's word could be broken by, each a line or two of the product as it must not be. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type {} from "vitest/config";
import type { Plugin } from "vite";
import { PLANTED_STAFF_FAULTS } from "./planted-staff-faults.ts";

const root = join(import.meta.dirname, "..");

interface Change {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly right: string;
  readonly wrong: string;
}

export interface PlantedFault {
  readonly name: string;
  readonly changes: readonly Change[];
}

const CHOICES = "src/shard/choices.ts";
const HISTORY = "src/shard/history.ts";
const MESSAGES = "src/shard/messages.ts";
const HEARD = "src/shard/heard-messages.ts";
const CHOICE = "src/domain/decision/choice.ts";
const DECIDE = "src/domain/decision/decide.ts";
const LOAD_RULESET = "src/domain/decision/load-ruleset.ts";
const REQUEST_PARTS = "src/http/request-parts.ts";

const UNDO_AT_ANY_TIME: Change = {
  file: CHOICES,
  right: "const isLast = history.last(subscriberId)?.id === choiceId && !target.isErasedUpTo;",
  wrong: "const isLast = true;",
};

const UNDO_OF_ANOTHERS: Change = {
  file: CHOICES,
  right: "if (target.actor !== actor || (givenOn !== undefined && target.channel !== givenOn)) {",
  wrong: "if (!Boolean(target)) {",
};

const NOTHING_HEARD_BEFORE: Change = {
  file: HEARD,
  right: "if (!isAgain) return undefined;",
  wrong: "if (request) return undefined;",
};

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    name: "the undo of an old off link lifts what was switched off in the app",
    changes: [
      { file: CHOICES, right: "history.lastBy(subscriberId, actor, channel)", wrong: "history.last(subscriberId)" },
      { file: CHOICES, right: "choiceId: standing.id, isNew: false", wrong: "choiceId: standing.id, isNew: true" },
      {
        file: CHOICES,
        right: 'const isReliedOn = channel !== "sms" && channel !== "bot" && target.isSaidAgain;',
        wrong: "const isReliedOn = false;",
      },
      UNDO_OF_ANOTHERS,
    ],
  },
  {
    name: "“put it back”, delivered twice, takes back two words",
    changes: [
      {
        file: MESSAGES,
        right: "const last = history.last(subscriberId);",
        wrong: "const last = history.page(subscriberId, null, 20).find((row) => !row.isRetracted);",
      },
      NOTHING_HEARD_BEFORE,
      UNDO_AT_ANY_TIME,
    ],
  },
  {
    name: "later is what a clock calls later",
    changes: [
      {
        file: HISTORY,
        right: "foldChoice(subscribers.read(subscriberId).choices, { ...choice, id })",
        wrong: "foldChoice(subscribers.read(subscriberId).choices, { ...choice, id: at })",
      },
    ],
  },
  {
    name: "a word on a theme asks for what its feast carries",
    changes: [
      {
        file: LOAD_RULESET,
        right: "needsAsking: !harmlessCategories.has(carried),",
        wrong: "needsAsking: !harmlessCategories,",
      },
    ],
  },
  {
    name: "an out at a category does not follow a theme that is moved",
    changes: [
      {
        file: LOAD_RULESET,
        right: "former: former.filter((scope) => scope !== category)",
        wrong: "former: former.filter((scope) => scope === category)",
      },
    ],
  },
  {
    name: "a locale with an extension is refused",
    changes: [
      {
        file: REQUEST_PARTS,
        right: 'locale: said("The phone\'s language, such as ru-RU"),',
        wrong: "locale: z.string().regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})*$/).optional(),",
      },
    ],
  },
  {
    name: "what a messenger adds to a link is refused",
    changes: [
      {
        file: "src/http/routes/off.tsx",
        right: "const querySchema = z.object({ ...LANGUAGE_QUERY, ...AT_QUERY });",
        wrong: "const querySchema = z.strictObject({ ...LANGUAGE_QUERY, ...AT_QUERY });",
      },
    ],
  },
  { name: "an undo takes back a word though something was said since", changes: [UNDO_AT_ANY_TIME] },
  { name: "an agent takes back what a person said", changes: [UNDO_OF_ANOTHERS] },
  {
    name: "a message that a gateway delivers again switches on what was switched off since",
    changes: [NOTHING_HEARD_BEFORE],
  },
  {
    name: "an out that is delivered again is swallowed",
    changes: [
      {
        file: MESSAGES,
        right: "of switchedOff === undefined ? []",
        wrong: "of switchedOff === undefined || request ? []",
      },
    ],
  },
  {
    name: "an out under a used key is swallowed",
    changes: [
      {
        file: CHOICES,
        right: "if (isSame(earlier, request) && !earlier.isRetracted) {",
        wrong: 'if (earlier !== undefined && earlier !== "erased") {',
      },
    ],
  },
  {
    name: "what was said to another system lifts what the person said here",
    changes: [
      { file: CHOICE, right: "return out > lastIn ||", wrong: "return out > Math.max(lastIn, lastImportedIn) ||" },
    ],
  },
  {
    name: "“everything on” lifts an out at a theme",
    changes: [
      {
        file: CHOICE,
        right: "isStanding(own, ownIn, importedOwnIn) ||",
        wrong: "isStanding(own, Math.max(ownIn, lastInOf(all)), importedOwnIn) ||",
      },
    ],
  },
  {
    name: "a sensitive theme is shown to who has said nothing",
    changes: [
      { file: DECIDE, right: 'if (word === "silent" && sensitive)', wrong: "if (!word && sensitive)" },
      // Otherwise there is no such campaign that could be shown.
      {
        file: "src/contract/definitions.ts",
        right: 'if (campaign.delivery === "opt-in") return [];',
        wrong: "if (campaign) return [];",
      },
    ],
  },
  {
    name: "a halted campaign goes on for everybody",
    changes: [
      {
        file: DECIDE,
        right: 'if (definition.state === "halted") return "halted";',
        wrong: 'if (!word) return "halted";',
      },
    ],
  },
  {
    name: "an agent takes back what was pressed by a link that they had sent",
    changes: [
      {
        file: "src/http/routes/support.ts",
        right: 'const byAgent = { channel: "agent", givenOn: "agent" } as const;',
        wrong: 'const byAgent = { channel: "agent" } as const;',
      },
    ],
  },
  {
    name: "an erasure makes messages from before new ones",
    changes: [{ file: HEARD, right: 'ERASED ? "erased" :', wrong: "ERASED ? undefined :" }],
  },
  {
    name: "an erasure forgets what was switched off",
    changes: [
      {
        file: HISTORY,
        right: "(value <> 'out' OR retracts IS NOT NULL OR is_retracted = 1)",
        wrong: "(value <> '' OR retracts IS NOT NULL OR is_retracted = 1)",
      },
    ],
  },
];

const ALL_FAULTS: readonly PlantedFault[] = [...PLANTED_FAULTS, ...PLANTED_STAFF_FAULTS];

/** Where a fault no longer fits the product, so that it would be planted in vain. */
export function findMisfits(): readonly string[] {
  return ALL_FAULTS.flatMap(({ name, changes }) =>
    changes
      .filter(({ file, right }) => readFileSync(join(root, file), "utf8").split(right).length !== 2)
      .map(({ file, right }) => `${name}: ${file} has not once: ${right}`),
  );
}

/** Changes the product's lines as it is loaded; the files stay as they are. */
export function plantFault(name: string | undefined): Plugin {
  const fault = ALL_FAULTS.find((one) => one.name === name);
  if (name !== undefined && fault === undefined) throw new Error(`No fault is called “${name}”.`);
  return {
    name: "planted-fault",
    enforce: "pre",
    // What is changed must not be remembered as the product.
    configureVitest: ({ defineCacheKeyGenerator }) => defineCacheKeyGenerator(() => name),
    transform(code, id) {
      const changes = fault?.changes.filter(({ file }) => id === join(root, file)) ?? [];
      return changes.length === 0
        ? null
        : changes.reduce((changed, { right, wrong }) => changed.replace(right, () => wrong), code);
    },
  };
}
