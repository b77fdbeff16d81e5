import { checkSchedule } from "../calendar/check-schedule.ts";
import { parseDefinitions, type Definitions } from "../contract/definitions.ts";
import { inBoth, type Failure } from "../contract/problem.ts";
import type { DefinitionKind } from "../contract/rpc/rpc-control.ts";
import type { Label } from "../domain/label.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { Json } from "../domain/json.ts";
import { listReferences } from "../domain/condition/segment-references.ts";
import { checkSegments } from "./compile-ruleset.ts";
import { segmentKeysOf } from "../domain/campaign/parts.ts";
import { KIND_OF_LIST } from "./storage.ts";

/** The definitions as they would be with one of them written, or removed when `body` is undefined. */
export function withChange(
  definitions: Definitions,
  kind: DefinitionKind,
  key: string,
  body: Json | undefined,
): Record<string, readonly unknown[]> {
  return Object.fromEntries(
    Object.entries(KIND_OF_LIST).map(([list, listKind]) => {
      const members: readonly { readonly key: string }[] = definitions[list as keyof Definitions];
      if (listKind !== kind) return [list, members];
      const index = members.findIndex((member) => member.key === key);
      if (body === undefined) return [list, members.filter((member) => member.key !== key)];
      return [list, index < 0 ? [...members, body] : members.with(index, body as unknown as { key: string })];
    }),
  );
}

/** What is being written. */
interface Written {
  readonly kind: DefinitionKind;
  readonly key: string;
}

/**
 * Checks all definitions together: shapes, references, conditions with their examples, schedules. More is asked of what is
 * being written: what was kept once is no reason to refuse something else, even if policy does not allow it any more.
 */
export function checkDefinitionSet(candidate: unknown, written: readonly Written[]): Result<Definitions, Failure> {
  const parsed = parseDefinitions(candidate, (list, key) =>
    written.some((one) => one.kind === KIND_OF_LIST[list] && one.key === key),
  );
  if (!parsed.ok) {
    const issues = parsed.error.map(({ file, path, message, code, words }) => ({
      path: path === "" ? file : `${file}: ${path}`,
      message,
      code,
      ...(words && { words }),
    }));
    return fail({ type: "refused", ...inBoth(NOT_STORED), issues });
  }
  const issues = [
    ...checkSegments(
      parsed.value,
      written.flatMap(({ kind, key }) => (kind === "segment" ? [key] : [])),
    ),
    ...parsed.value.campaigns.flatMap(({ key, schedule }) =>
      checkSchedule(schedule).map(({ path, message, code }) => ({
        path: `campaigns/${key}.json: schedule.${path}`,
        message,
        code,
      })),
    ),
  ];
  return issues.length === 0 ? succeed(parsed.value) : fail({ type: "refused", ...inBoth(NOT_STORED), issues });
}

const NOT_STORED: Label = {
  ru: "Изменение не сохранено: оно нарушает правило.",
  en: "The change was not stored: it breaks a rule.",
};

/** Who uses a definition, as `kind/key`. */
export function findUsers(definitions: Definitions, kind: DefinitionKind, key: string): readonly string[] {
  const { segments, themes, feasts, decorations, campaigns } = definitions;
  const named = (users: readonly { readonly key: string }[], userKind: DefinitionKind) =>
    users.map((user) => `${userKind}/${user.key}`);
  switch (kind) {
    case "segment":
      return [
        ...named(
          segments.filter((segment) => listReferences(segment.condition).includes(key)),
          "segment",
        ),
        ...named(
          campaigns.filter((campaign) => segmentKeysOf(campaign).includes(key)),
          "campaign",
        ),
      ];
    case "decoration":
      return named(
        campaigns.filter((campaign) => campaign.decoration === key),
        "campaign",
      );
    // What a feast carries is everybody's who plans around it; it can't be taken away, only said anew.
    case "feast":
      return named(
        campaigns.filter(({ schedule }) => schedule.kind === "feast" && schedule.feast === key),
        "campaign",
      );
    case "theme":
      return named(
        decorations.filter((decoration) => decoration.theme === key),
        "decoration",
      );
    case "category":
      return [
        ...named(
          themes.filter((theme) => theme.category === key),
          "theme",
        ),
        ...named(
          feasts.filter((feast) => feast.category === key),
          "feast",
        ),
      ];
    case "attribute":
      return named(
        segments.filter((segment) => JSON.stringify(segment.condition).includes(`"${key}":`)),
        "segment",
      );
    case "campaign":
    case "limits":
      return [];
  }
}
