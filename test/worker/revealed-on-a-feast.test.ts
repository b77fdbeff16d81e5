/** A campaign that people see on exactly the days of a sensitive feast takes two, however it comes to that: what counts is what they really see. */
import { beforeEach, describe, expect, it } from "vitest";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { DEFAULT_LIMITS } from "../../src/domain/limits.ts";
import { carryPolicy } from "./carry-policy.ts";
import { catalog, useGarland } from "./client.ts";
import { DAY, HOUR, MINUTE, bringPeople, feed, sparkle, step, trayOf, writeCampaign } from "./guarded-campaign.ts";

useGarland("2026-12-01T00:00:00Z");

const NOW = Date.parse("2026-12-02T12:00:00+03:00");
const CHRISTMAS = Date.parse("2027-01-07T00:05:00+03:00");

/** 30 days around Orthodox Christmas, for the two people of the Far East. */
const longer: Campaign = {
  ...sparkle,
  key: "longer",
  decoration: "star",
  audience: { include: ["far-east"], exclude: [] },
  stages: [],
  priority: 600,
  schedule: { kind: "once", zone: "Europe/Moscow", firstDay: "2026-12-10", lastDay: "2027-01-08" },
};
/** Above it until the eve. */
const above: Campaign = {
  ...longer,
  key: "above",
  decoration: "tulip",
  priority: 700,
  schedule: { kind: "once", zone: "Europe/Moscow", firstDay: "2026-12-10", lastDay: "2027-01-06" },
};

beforeEach(async () => {
  // It lies below everything else, and reaches everybody.
  await step("new-year", { kind: "stop", reason: "a test" }, "person:vera", NOW);
  await bringPeople();
});

const lifecycleOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle;

async function seesLonger(at: number): Promise<boolean> {
  const { decision, campaign } = await trayOf("x0", at);
  return decision === "show" && campaign === "longer";
}

async function handIn(campaign: Campaign, actor = "person:petra", now = NOW) {
  await writeCampaign(campaign, now, actor);
  expect(await step(campaign.key, { kind: "submit" }, actor, now)).toMatchObject({ ok: true });
  return (await lifecycleOf(campaign.key))?.review;
}

async function startAlone(campaign: Campaign, actor = "person:petra", now = NOW) {
  expect(await handIn(campaign, actor, now)).toMatchObject({ state: "approved" });
  expect(await step(campaign.key, { kind: "start" }, actor, now)).toMatchObject({ ok: true });
}

const onChristmas = (more: object = {}) => ({
  state: "submitted",
  whyTwo: [
    {
      code: "coincides",
      clash: { feast: "orthodox-christmas", covered: ["above"], seenFrom: "2027-01-07", ...more },
    },
  ],
});

describe("a campaign that lies under another one until a sensitive feast", () => {
  it("takes two, where the other was there first", async () => {
    await startAlone(above);
    expect(await handIn(longer, "person:oleg")).toMatchObject(onChristmas());
  });

  it("makes the other take two, where that comes later", async () => {
    await startAlone(longer);
    expect(await handIn(above, "person:oleg")).toMatchObject(onChristmas({ campaign: "longer" }));
  });

  it("counts the other as soon as it is handed in", async () => {
    expect(await handIn(above)).toMatchObject({ state: "approved" });
    expect(await handIn(longer, "person:oleg")).toMatchObject(onChristmas());
  });

  it.each<[string, Partial<Campaign>]>([
    ["reaches nobody of the same people", { audience: { include: ["ural"], exclude: [] } }],
    ["lies below it", { priority: 500 }],
    ["shows the same", { decoration: "star" }],
    ["covers the feast as well", { schedule: longer.schedule }],
    ["ends two weeks earlier", { schedule: { ...above.schedule, lastDay: "2026-12-24" } as Campaign["schedule"] }],
  ])("takes one where the other %s", async (_, other) => {
    await startAlone({ ...above, ...other });
    expect(await handIn(longer, "person:dora")).toMatchObject({ state: "approved" });
  });

  it("is found by the check beforehand", async () => {
    await startAlone(above);
    const { findings } = await catalog().reviewCampaign(
      JSON.parse(JSON.stringify(longer)),
      { actor: "person:anna", now: NOW },
      false,
    );
    expect(findings.find(({ code }) => code === "coincides-with-feast")?.message.ru).toContain(`«${above.label.ru}»`);
  });

  it("waits for a second where the other's guard halts it on the eve", async () => {
    await startAlone(longer);
    await startAlone({ ...above, schedule: longer.schedule }, "person:oleg");
    await feed("above@1", 1, CHRISTMAS - HOUR, 160, 9);
    expect((await lifecycleOf("above"))?.live?.state).toBe("halted");
    expect((await lifecycleOf("longer"))?.live?.word).toMatchObject({ kind: "one", awaitedSince: CHRISTMAS - HOUR });
  });

  it.each(["stop", "hold", "rollback", "start"] as const)(
    "waits for a second where the other's %s reveals it on the eve",
    async (how) => {
      await startAlone(longer);
      const [before] = await catalog().listRulesets();
      await startAlone({ ...above, schedule: longer.schedule }, "person:oleg");
      const eve = CHRISTMAS - HOUR;
      if (how === "stop" || how === "hold") {
        await step("above", { kind: how, reason: "enough" }, "person:oleg", eve, "enough");
      } else if (how === "rollback") {
        const back = { version: before?.version ?? 0, actor: "person:oleg", now: eve, why: "as it was" };
        expect(await catalog().rollBack(back)).toMatchObject({ ok: true });
        expect((await lifecycleOf("above"))?.live?.state).toBe("stopped");
      } else {
        await handIn({ ...above, schedule: longer.schedule, priority: 1 }, "person:oleg", eve);
        await step("above", { kind: "approve" }, "person:boris", eve);
        expect(await step("above", { kind: "start" }, "person:oleg", eve)).toMatchObject({ ok: true });
      }
      expect((await lifecycleOf("longer"))?.live?.word).toMatchObject({
        kind: "one",
        awaitedSince: eve,
        awaitedFor: { code: "revealed", feast: { ru: "Православное Рождество", en: "Orthodox Christmas" } },
      });
      expect(await seesLonger(CHRISTMAS)).toBe(false);
    },
  );
});

describe("a campaign that comes back right on a feast", () => {
  const resume = (actor: string, now: number) =>
    step("longer", { kind: "resume", reason: "go on" }, actor, now, "go on");

  it("takes two to resume, and goes on once a second has confirmed it", async () => {
    await startAlone(longer);
    await step("longer", { kind: "hold", reason: "wait" }, "person:petra", NOW + DAY, "wait");
    const refused = await resume("person:petra", CHRISTMAS - HOUR);
    expect(refused).toMatchObject({ ok: false, error: { type: "another-person" } });
    expect(!refused.ok && refused.error.detail).toContain("Orthodox Christmas");
    expect(await seesLonger(CHRISTMAS)).toBe(false);
    expect(await step("longer", { kind: "confirm" }, "person:boris", CHRISTMAS - MINUTE)).toMatchObject({ ok: true });
    expect(await resume("person:petra", CHRISTMAS)).toMatchObject({ ok: true });
    expect(await seesLonger(CHRISTMAS + HOUR)).toBe(true);
  });

  it("takes one to resume while it is still a season", async () => {
    await startAlone(longer);
    await step("longer", { kind: "hold", reason: "wait" }, "person:petra", NOW + DAY, "wait");
    expect(await resume("person:petra", NOW + 2 * DAY)).toMatchObject({ ok: true });
  });

  it("waits for a second when everything was stopped until then", async () => {
    await startAlone(longer);
    const vera = { actor: "person:vera", why: "people mind" };
    expect(await catalog().setStopped(true, { ...vera, now: NOW + DAY })).toMatchObject({ ok: true });
    for (const actor of ["person:vera", "person:boris"])
      expect(await catalog().setStopped(false, { ...vera, actor, now: CHRISTMAS - HOUR })).toMatchObject({ ok: true });
    expect((await lifecycleOf("longer"))?.live?.word).toMatchObject({ kind: "one", awaitedSince: CHRISTMAS - HOUR });
    expect(await seesLonger(CHRISTMAS)).toBe(false);
  });
});

describe("a campaign that begins on a sensitive feast", () => {
  const whole = { firstDay: "2027-01-07", lastDay: "2027-02-05" };
  const month: Campaign = { ...longer, schedule: { kind: "once", zone: "Europe/Moscow", ...whole } };
  const onOpening = (more: object = {}) => ({
    state: "submitted",
    whyTwo: [{ code: "coincides", clash: { feast: "orthodox-christmas", isOpening: true, ...more } }],
  });

  it("takes two however long it lasts, as it can be stopped a day later, and says why", async () => {
    expect(await handIn(month)).toMatchObject(onOpening());
    const { findings } = await catalog().reviewCampaign(
      JSON.parse(JSON.stringify(month)),
      { actor: "person:anna", now: NOW },
      false,
    );
    expect(findings.find(({ code }) => code === "coincides-with-feast")?.message).toMatchObject({
      ru: expect.stringContaining("Впервые её увидят в праздник «Православное Рождество»"),
      en: expect.stringContaining("People first see it on “Orthodox Christmas”"),
    });
  });

  it("takes one a day later, and where it only ends on the feast", async () => {
    expect(
      await handIn({ ...month, schedule: { ...month.schedule, firstDay: "2027-01-08" } as Campaign["schedule"] }),
    ).toMatchObject({ state: "approved" });
    const eve = { firstDay: "2026-12-20", lastDay: "2027-01-07" };
    const until: Campaign = { ...longer, key: "until", schedule: { kind: "once", zone: "Europe/Moscow", ...eve } };
    expect(await handIn(until, "person:oleg")).toMatchObject({ state: "approved" });
  });

  it.each<[string, Partial<Extract<Campaign["schedule"], { kind: "once" }>>]>([
    ["minutes before it", { zone: "own", startTime: "23:30" }],
    ["a minute after its eve began", { zone: "own", startTime: "00:01" }],
    ["on its eve, a whole day in Moscow, for who keeps it by clocks farther east", {}],
  ])("takes two where it begins %s, as phones ask hours later", async (_, more) => {
    const schedule = { ...month.schedule, firstDay: "2027-01-06", ...more } as Campaign["schedule"];
    expect(await handIn({ ...month, schedule })).toMatchObject(onOpening());
  });

  it("takes two to start, or to resume, within the 24 hours before it, whatever its own first day is", async () => {
    const goesOn: Campaign = {
      ...longer,
      audience: { include: ["ural"], exclude: [] },
      schedule: { ...longer.schedule, lastDay: "2027-02-05" } as Campaign["schedule"],
    };
    const eve = CHRISTMAS - 12 * HOUR;
    expect(await handIn(goesOn)).toMatchObject({ state: "approved" });
    const refusal = { ok: false, error: { type: "another-person" } };
    const start = (now: number, startsAt?: number) =>
      step("longer", { kind: "start", ...(startsAt !== undefined && { startsAt }) }, "person:petra", now);
    expect(await start(NOW, eve)).toMatchObject(refusal);
    expect(await start(eve)).toMatchObject(refusal);
    expect(await start(NOW)).toMatchObject({ ok: true });
    await step("longer", { kind: "hold", reason: "wait" }, "person:petra", NOW + DAY, "wait");
    const resume = (now: number) => step("longer", { kind: "resume", reason: "on" }, "person:petra", now, "on");
    expect(await resume(eve)).toMatchObject(refusal);
    expect(await resume(CHRISTMAS + 2 * DAY)).toMatchObject({ ok: true });
  });

  it("takes two where what lies above ends on its eve", async () => {
    await startAlone(above);
    const goesOn = { ...longer, schedule: { ...longer.schedule, lastDay: "2027-02-05" } as Campaign["schedule"] };
    expect(await handIn(goesOn, "person:oleg")).toMatchObject(onOpening({ covered: ["above"] }));
  });
});

describe("a start that is set for an hour", () => {
  it("is weighed as of that hour, and told at once", async () => {
    expect(await handIn(longer)).toMatchObject({ state: "approved" });
    const at = (startsAt: number) => step("longer", { kind: "start", startsAt }, "person:petra", NOW);
    const refused = await at(CHRISTMAS - HOUR);
    expect(refused).toMatchObject({ ok: false, error: { type: "another-person" } });
    expect(!refused.ok && refused.error.detail).toContain("Orthodox Christmas");
    expect(await at(NOW + DAY)).toMatchObject({ ok: true });
  });
});

describe("a campaign that comes to people little by little", () => {
  const DAYS_BEFORE = Date.parse("2027-01-05T09:00:00+03:00");
  const firstOnEve = {
    state: "submitted",
    whyTwo: [{ code: "coincides", clash: { feast: "orthodox-christmas", seenFrom: "2027-01-06", isOpening: true } }],
  };
  const season: Campaign = {
    ...longer,
    schedule: { kind: "once", zone: "Europe/Moscow", firstDay: "2026-12-10", lastDay: "2027-02-20" },
  };

  it("takes two where a stage reaches into a sensitive feast", async () => {
    const staged = { ...season, stages: [{ percent: 100, minimumHours: 1 }] };
    expect(await handIn(staged, "person:petra", DAYS_BEFORE)).toMatchObject(firstOnEve);
  });

  it("takes two where policy lets stages take in so few an hour that they reach into it", async () => {
    const staged = { ...season, stages: [{ percent: 100, minimumHours: 1 }] };
    const early = DAYS_BEFORE - 14 * DAY;
    expect(await handIn(staged, "person:petra", early)).toMatchObject({ state: "approved" });
    const slower = [{ kind: "limits", key: "limits", body: { ...DEFAULT_LIMITS, rampPerHour: 0.002 } }] as const;
    expect(await carryPolicy(catalog(), slower, early)).toMatchObject({ ok: true });
    expect(await handIn({ ...staged, priority: 601 }, "person:petra", early)).toMatchObject({
      state: "submitted",
      whyTwo: [{ code: "coincides", clash: { feast: "orthodox-christmas", isOpening: true } }],
    });
  });

  it("takes two where what runs in stages goes on without", async () => {
    await startAlone({ ...season, stages: [{ people: 1, minimumHours: 24 }] });
    const unstaged = { ...season, unstagedBecause: "it is time" };
    expect(await handIn(unstaged, "person:petra", DAYS_BEFORE)).toMatchObject(firstOnEve);
  });
});
