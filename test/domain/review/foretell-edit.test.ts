import { describe, expect, it } from "vitest";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import type { Decoration } from "../../../src/domain/campaign/decoration.ts";
import type { Live } from "../../../src/domain/campaign/lifecycle.ts";
import type { Segment } from "../../../src/domain/condition/segment.ts";
import { planSuccession, type Progress, type StartContent } from "../../../src/domain/guard/succession.ts";
import { foretellEdit, type ForetoldEdit } from "../../../src/domain/review/foretell-edit.ts";

const campaign: Campaign = {
  key: "spring",
  label: { ru: "Весна", en: "Spring" },
  decoration: "tree",
  audience: { include: ["here"], exclude: [] },
  delivery: "default-on",
  requests: true,
  schedule: { kind: "once", zone: "UTC", firstDay: "2025-06-01", lastDay: "2025-06-30" },
  waves: [],
  priority: 0,
  holdoutPercent: 0,
  stages: [{ percent: 10, minimumHours: 24 }],
};
const tree: Decoration = {
  key: "tree",
  theme: "trees",
  label: { ru: "Ёлка", en: "Tree" },
  path: "M0 0h24v24z",
  artHash: "",
  glyph: "*",
  emoji: "🌲",
  androidResource: "tree",
  iosSymbol: "tree",
};
const here: Segment = {
  key: "here",
  label: { ru: "Здесь", en: "Here" },
  condition: { platform: "ios" },
  examples: [],
};
const content: StartContent = { campaign, decoration: tree, segments: [here] };
const live: Live = { state: "running", version: 1, hash: "", startedAt: 0, changedAt: 0 };
const progress: Progress = { live, content, hasBegun: true, isOver: false, startedAt: () => 0 };

const written = (changes: Partial<Campaign>): StartContent => ({ ...content, campaign: { ...campaign, ...changes } });
const shorter = { kind: "once", zone: "UTC", firstDay: "2025-06-01", lastDay: "2025-06-20" } as const;
const others = written({ audience: { include: [], exclude: [] } });

describe("an edit of a running campaign", () => {
  it.each<[string, StartContent, ForetoldEdit["code"] | undefined]>([
    ["the same to the letter", content, undefined],
    ["another label", written({ label: { ru: "Лето", en: "Summer" } }), "edit-amends"],
    ["other stages", written({ stages: [] }), "edit-amends"],
    ["another audience", others, "edit-redirects"],
    [
      "a segment that means others",
      { ...content, segments: [{ ...here, condition: { platform: "web" } }] },
      "edit-redirects",
    ],
    ["other dates", written({ schedule: shorter }), "edit-begins-anew"],
    ["other art", { ...content, decoration: { ...tree, path: "M0 0h24v12z" } }, "edit-begins-anew"],
  ])("to %s is foretold as what a start then does", (_, next, code) => {
    expect(foretellEdit(progress, next)?.code).toBe(code);
    const kind = planSuccession(progress, next)?.kind;
    if (code === "edit-redirects") expect(kind).toBe("redirect");
    if (code === "edit-begins-anew") expect(kind).toBe("anew");
    if (code === "edit-amends" || code === undefined) expect(kind).toBe("amend");
  });

  it("names in both languages what makes it something new", () => {
    const { text } = foretellEdit(progress, written({ schedule: shorter, delivery: "opt-in" })) ?? {};
    expect(text?.ru).toContain("способ показа, даты");
    expect(text?.en).toContain("how it is delivered, its dates");
  });

  it("back to an audience of before, and once too often, is told as that", () => {
    const earlier = { ...content.campaign, segments: content.segments, version: 1 };
    const moved = { ...progress, live: { ...live, version: 2 }, content: { ...others, earlier: [earlier] } };
    expect(foretellEdit(moved, content)?.code).toBe("edit-returns");
    const many = Array.from({ length: 8 }, (_, index) => ({ ...earlier, holdoutPercent: index, version: index }));
    const full = { ...moved, live: { ...live, version: 9 }, content: { ...others, earlier: many } };
    expect(foretellEdit(full, written({ holdoutPercent: 50 }))?.code).toBe("edit-too-many");
  });

  it("of what nobody has is told nothing", () => {
    expect(foretellEdit(undefined, others)).toBeUndefined();
    expect(foretellEdit({ ...progress, hasBegun: false }, others)).toBeUndefined();
    expect(foretellEdit({ ...progress, isOver: true }, others)).toBeUndefined();
    expect(foretellEdit({ ...progress, live: { ...live, state: "stopped" } }, others)).toBeUndefined();
  });
});
