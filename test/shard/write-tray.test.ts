import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateFlags, flagSourceOf } from "../../src/contract/ofrep.ts";
import { composeTray, traySchema, type TrayParts } from "../../src/contract/tray.ts";
import { writeFlags, writeTray } from "../../src/shard/write-tray.ts";
import { packKnownTray, packTray, unpackTray } from "../../src/contract/rpc/written-tray.ts";
import { loadRuleset } from "../../src/domain/decision/load-ruleset.ts";
import { timeline } from "../../src/domain/decision/timeline.ts";
import { viewerOf } from "../../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../../src/regex/linear-regex.ts";
import { situations } from "../domain/arbitraries.ts";

const personal = fc.record({
  subscriberId: fc.stringMatching(/^[a-z0-9]{1,12}$/),
  revision: fc.nat({ max: 9 }),
  origin: fc.constantFrom("https://one.example", "https://two.example"),
  sms: fc.option(fc.record({ number: fc.stringMatching(/^\d{4}$/), text: fc.string() }), { nil: undefined }),
  isNarrow: fc.boolean(),
});

type ValueOf<Source> = Source extends fc.Arbitrary<infer Value> ? Value : never;
type Situation = ValueOf<typeof situations>;
type Personal = ValueOf<typeof personal>;

function partsFor({ ruleset, subscriber, device, at }: Situation, rules: TrayParts["rules"], own: Personal): TrayParts {
  const { subscriberId, revision, origin, sms, isNarrow } = own;
  const person = { ...subscriber, subscriberId };
  const [theme] = ruleset.themes;
  return {
    rules,
    timeline: timeline(rules, viewerOf(rules, person, device), at),
    subscriberId,
    at,
    revision,
    off: {
      url: `${origin}/o/${subscriberId}`,
      ...(sms === undefined ? {} : { sms }),
      scopes: isNarrow && theme !== undefined ? [`theme:${theme.key}`, "all"] : ["all"],
    },
  };
}

describe("what is written for a person", () => {
  it("says what was composed, and a tray has the same tag exactly if it has the same text", () => {
    fc.assert(
      fc.property(situations, fc.array(personal, { minLength: 2, maxLength: 6 }), (situation, people) => {
        // One ruleset for all, as in a shard: whatever is remembered of one person's answer must fit the next.
        const rules = loadRuleset(situation.ruleset, compileLinearPattern);
        const written = [...people, ...people].map((own) => {
          const parts = partsFor(situation, rules, own);
          const tray = writeTray(parts);
          expect(traySchema.parse(JSON.parse(tray.text))).toEqual(composeTray(parts));
          expect(JSON.parse(writeFlags(parts, "set"))).toEqual(evaluateFlags(flagSourceOf(parts), "set"));
          expect(tray.tag).toMatch(/^"[\w-]{38}"$/);
          return tray;
        });
        expect(new Set(written.map(({ tag }) => tag)).size).toBe(new Set(written.map(({ text }) => text)).size);
        expect(written.slice(people.length)).toEqual(written.slice(0, people.length));
      }),
      { numRuns: 500 },
    );
  });

  it("arrives as it was packed, and without its text where the phone has it", () => {
    const tray = { tag: `"${"a".repeat(38)}"`, text: '{"v":1}' };
    expect(unpackTray(packTray(tray))).toEqual(tray);
    expect(unpackTray(packKnownTray(tray))).toEqual({ tag: tray.tag, text: undefined });
  });
});
