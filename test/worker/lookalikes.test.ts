/** A drawing that may not be shown unasked may not be shown under another name either. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { CATALOG_MIGRATIONS } from "../../src/catalog/migrations.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Decoration } from "../../src/domain/campaign/decoration.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { catalog, useGarland } from "./client.ts";
import {
  feed,
  guardFor,
  HOUR,
  DAY,
  ENDS,
  OPENS,
  readOrder,
  startCampaign,
  step,
  unstaged,
  writeCampaign,
} from "./guarded-campaign.ts";
import { returnToBefore } from "./return-to-before.ts";

useGarland("2025-06-01T00:00:00Z");

const BEFORE = OPENS - DAY;
const LATER = OPENS + 3 * HOUR;

function bundled(key: string): Decoration {
  const found = bundledDefinitions.decorations.find((decoration) => decoration.key === key);
  if (found === undefined) throw new Error(`there is no ${key}`);
  return found;
}

/** Mirrored, as no hash and no comparison of texts would notice: all of these paths consist of pairs. */
function mirrored(path: string): string {
  return path.replaceAll(
    /(?<=[MLCQ ])(\d+(?:\.\d+)?) (\d+(?:\.\d+)?)/g,
    (_, x: string, y: string) => `${24 - Number(x)} ${y}`,
  );
}

async function store(body: Decoration, now = BEFORE) {
  const written = await catalog().writeDefinition({
    kind: "decoration",
    key: body.key,
    body: JSON.parse(JSON.stringify(body)),
    expectedRevision: "any",
    actor: "anna",
    now,
  });
  expect(written).toMatchObject({ ok: true });
}

/** Far from the days of any sensitive feast, by the clocks of whatever region. */
const midsummer: Campaign = {
  ...unstaged,
  schedule: { kind: "once", zone: "Europe/Moscow", firstDay: "2025-06-12", lastDay: "2025-06-19" },
};

/** A campaign that shows it, handed in. */
async function submit(decoration: string, delivery: "default-on" | "opt-in" = "default-on", now = BEFORE) {
  const key = `with-${decoration}`;
  await writeCampaign({ ...midsummer, key, decoration, delivery, priority: 3 }, now);
  return step(key, { kind: "submit" }, "anna", now);
}

const refusedWith = (code: string) => ({
  ok: false,
  error: { type: "refused", issues: [{ code, path: "decoration" }] },
});

const copyOf = (key: string, theme: string): Decoration => ({
  ...bundled(key),
  key: `${key}-copy`,
  theme,
  path: mirrored(bundled(key).path),
  artHash: "0123456789ab",
});

async function haltSnowflakes() {
  await startCampaign(unstaged, BEFORE);
  await feed("sparkle@1", 1, OPENS + HOUR, 2_000, 200);
  await guardFor("sparkle@1").look(OPENS + HOUR);
  expect((await readOrder("sparkle")).standing.end?.kind).toBe("halted");
}

describe("the drawing of a sensitive theme", () => {
  it("is refused to come unasked under another theme, however it is written", async () => {
    await store(copyOf("hearts", "star"));
    const refused = await submit("hearts-copy");
    expect(refused).toMatchObject(refusedWith("looks-sensitive"));
    expect(!refused.ok && refused.error.detail).toContain("“Hearts” of the theme “Hearts”");
  });

  it("needs two people for those who ask, and says why", async () => {
    await store(copyOf("hearts", "star"));
    expect(await submit("hearts-copy", "opt-in")).toMatchObject({ ok: true });
    const own = await step("with-hearts-copy", { kind: "approve" }, "anna", BEFORE);
    expect(own).toMatchObject({ ok: false, error: { type: "another-person" } });
    expect(!own.ok && own.error.detail).toContain("can't be told from “Hearts”");
  });

  it("is refused when it is moved there itself", async () => {
    await store({ ...bundled("hearts"), theme: "star" });
    await writeCampaign({ ...unstaged, key: "with-hearts", decoration: "hearts" }, BEFORE);
    expect(await step("with-hearts", { kind: "submit" }, "anna", BEFORE)).toMatchObject(refusedWith("looks-sensitive"));
  });

  it("is refused after the decoration was redrawn that people knew it by", async () => {
    await store({ ...bundled("hearts"), path: "M4 4h16v16H4z" });
    await store(copyOf("hearts", "star"));
    expect(await submit("hearts-copy")).toMatchObject(refusedWith("looks-sensitive"));
  });

  it("needs two people, and no more, when it only once stood there and nobody saw it", async () => {
    const ring = {
      ...bundled("star"),
      key: "ring",
      path: "M2 12A10 10 0 0 1 22 12A10 10 0 0 1 2 12ZM6 12A6 6 0 0 0 18 12A6 6 0 0 0 6 12Z",
    };
    await store({ ...ring, theme: "hearts" });
    await store({ ...ring, theme: "star" });
    expect(await submit("ring", "opt-in")).toMatchObject({
      ok: true,
      value: { campaign: { lifecycle: { review: { needsTwo: true } } } },
    });
  });

  it.each(["androidResource", "iosSymbol", "glyph", "emoji"] as const)(
    "is refused where only its %s is used, which is all that some phones show",
    async (sign) => {
      await store({
        ...bundled("snowflake"),
        key: "flake",
        glyph: "✽\uFE0E",
        emoji: "❇️",
        androidResource: "ic_deco_flake",
        iosSymbol: "deco.flake",
        [sign]: bundled("hearts")[sign],
      });
      expect(await submit("flake")).toMatchObject(refusedWith("looks-sensitive"));
    },
  );

  it("is found by the check before anything is handed in", async () => {
    await store(copyOf("hearts", "star"));
    const body = JSON.parse(JSON.stringify({ ...unstaged, key: "with-hearts-copy", decoration: "hearts-copy" }));
    const { findings } = await catalog().reviewCampaign(body, { actor: "person:anna", now: BEFORE }, false);
    expect(findings).toContainEqual(expect.objectContaining({ code: "lookalike-refused", path: "decoration" }));
  });

  it("is no reason against what is drawn otherwise", async () => {
    const needsTwoFor = async (decoration: string) => {
      const submitted = await submit(decoration, "opt-in");
      return submitted.ok && submitted.value.campaign.lifecycle?.review;
    };
    for (const decoration of ["tree", "star", "snowflake"]) {
      expect(await needsTwoFor(decoration)).not.toMatchObject({ needsTwo: true });
    }
  });
});

describe("a theme that becomes sensitive", () => {
  it("takes along what runs unasked under another theme and looks like it, and says so beforehand", async () => {
    await store({ ...copyOf("snowflake", "star"), path: bundled("snowflake").path });
    await startCampaign({ ...unstaged, key: "copy", decoration: "snowflake-copy", priority: 4 }, BEFORE);
    await startCampaign({ ...unstaged, key: "plain", decoration: "tree", priority: 5 }, BEFORE);
    const body = JSON.parse(
      JSON.stringify({ ...bundledDefinitions.themes.find(({ key }) => key === "snowflake"), category: "religion" }),
    );
    const changes = [{ kind: "theme", key: "snowflake", body, baseRevision: 1 } as const];
    const proposed = await catalog().askPolicy("propose", { changes, actor: "person:ada", now: LATER, why: "a test" });
    if (!proposed.ok) throw new Error(proposed.error.detail);
    const { id, tag, effect } = proposed.value;
    expect(effect?.campaigns).toContainEqual(expect.objectContaining({ campaign: "copy", becomes: "halted" }));
    expect(
      await catalog().askPolicy("carry", {
        id,
        tag: tag ?? undefined,
        actor: "person:boris",
        isPerson: true,
        now: LATER,
      }),
    ).toMatchObject({ ok: true });
    const stateOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle?.live?.state;
    expect(await stateOf("copy")).toBe("halted");
    expect(await stateOf("plain")).toBe("running");
  });
});

describe("a decoration that nobody but its author has looked at", () => {
  const leaf: Decoration = {
    ...bundled("spring-leaf"),
    key: "leaf",
    theme: "tulip",
    path: "M4 4h16v16H4z",
    glyph: "✽\uFE0E",
    emoji: "🍂",
    androidResource: "ic_deco_leaf",
    iosSymbol: "deco.leaf",
  };
  const reviewOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle?.review;

  it("takes two people, however few it reaches, until they have approved it as it is", async () => {
    await store(leaf);
    expect(await submit("leaf", "opt-in")).toMatchObject({ ok: true });
    expect(await reviewOf("with-leaf")).toMatchObject({
      state: "submitted",
      whyTwo: [{ code: "new-decoration", decoration: "leaf" }],
    });
    expect(await step("with-leaf", { kind: "approve" }, "boris", BEFORE)).toMatchObject({ ok: true });
    await writeCampaign({ ...midsummer, key: "again", decoration: "leaf", delivery: "opt-in" }, BEFORE);
    await step("again", { kind: "submit" }, "anna", BEFORE);
    expect(await reviewOf("again")).toMatchObject({ state: "approved", approvedBy: "anna" });
    await store({ ...leaf, emoji: "🍁" });
    await writeCampaign({ ...midsummer, key: "redrawn", decoration: "leaf", delivery: "opt-in" }, BEFORE);
    await step("redrawn", { kind: "submit" }, "anna", BEFORE);
    expect(await reviewOf("redrawn")).toMatchObject({ state: "submitted", whyTwo: [{ code: "new-decoration" }] });
    await store(leaf);
    await writeCampaign({ ...midsummer, key: "put-back", decoration: "leaf", delivery: "opt-in" }, BEFORE);
    await step("put-back", { kind: "submit" }, "anna", BEFORE);
    expect(await reviewOf("put-back")).toMatchObject({ state: "approved", approvedBy: "anna" });
  });

  it("takes one where it was edited and put back as it came with the installation", async () => {
    await store({ ...bundled("spring-leaf"), emoji: "🍂" });
    expect(await submit("spring-leaf", "opt-in")).toMatchObject({ ok: true });
    expect(await reviewOf("with-spring-leaf")).toMatchObject({ state: "submitted" });
    await store(bundled("spring-leaf"));
    expect(await submit("spring-leaf", "opt-in")).toMatchObject({ ok: true });
    expect(await reviewOf("with-spring-leaf")).toMatchObject({ state: "approved" });
  });
});

describe("the drawing of a halted theme", () => {
  it("is refused under another theme until the halted one is reviewed", async () => {
    await store({ ...copyOf("snowflake", "star"), path: bundled("snowflake").path });
    await haltSnowflakes();
    expect(await submit("snowflake-copy", "default-on", LATER)).toMatchObject(refusedWith("looks-halted"));
    expect(await submit("star", "default-on", LATER)).toMatchObject({ ok: true });
    await catalog().reviewTheme("snowflake", "it was the hour", { actor: "zoe", now: LATER });
    expect(await step("with-snowflake-copy", { kind: "submit" }, "anna", LATER)).toMatchObject({
      ok: true,
    });
  });

  it("is the one that was halted, whatever is made of the decoration since", async () => {
    await store({ ...copyOf("snowflake", "star"), path: bundled("snowflake").path });
    await haltSnowflakes();
    await store({ ...bundled("snowflake"), path: "M4 4h16v16H4z" }, LATER);
    expect(await submit("snowflake-copy", "default-on", LATER)).toMatchObject(refusedWith("looks-halted"));
  });

  it("does not start again when it was approved before the halt", async () => {
    await store({ ...copyOf("snowflake", "star"), path: bundled("snowflake").path });
    expect(await submit("snowflake-copy")).toMatchObject({ ok: true });
    expect(await step("with-snowflake-copy", { kind: "approve" }, "boris", BEFORE)).toMatchObject({ ok: true });
    await haltSnowflakes();
    expect(await step("with-snowflake-copy", { kind: "start" }, "anna", LATER)).toMatchObject(
      refusedWith("looks-halted"),
    );
  });

  it("does not come again by itself next year", async () => {
    await store({ ...copyOf("snowflake", "star"), path: bundled("snowflake").path });
    const schedule = { kind: "yearly", zone: "Europe/Moscow", firstDay: "--06-10", lastDay: "--06-19" } as const;
    await startCampaign({ ...midsummer, key: "again", decoration: "snowflake-copy", schedule, priority: 4 }, BEFORE);
    await haltSnowflakes();
    await guardFor("again@1").look(ENDS + 7 * DAY);
    expect((await readOrder("again")).standing.end?.kind).toBe("completed");
  });
});

it("an older catalog knows its drawings from the rulesets that it kept", async () => {
  const drawings = await runInDurableObject(env.CATALOG.getByName("of-before"), (_, { storage }) => {
    const { sql } = storage;
    returnToBefore(storage, "drawings");
    const decorations = [
      { key: "hearts", theme: "hearts", path: "M1" },
      { key: "tree@1f3a9c0d", theme: "tree", path: "M2" },
    ];
    for (const version of [1, 2]) {
      sql.exec(
        "INSERT INTO rulesets (version, compiled_at, cause, by, live, body) VALUES (?, 0, '', '', '{}', ?)",
        version,
        JSON.stringify({ decorations }),
      );
    }
    applyMigrations(storage, CATALOG_MIGRATIONS);
    return sql.exec("SELECT decoration, theme, path FROM drawings ORDER BY decoration").toArray();
  });
  expect(drawings).toEqual([
    { decoration: "hearts", theme: "hearts", path: "M1" },
    { decoration: "tree", theme: "tree", path: "M2" },
  ]);
});
