import { describe, expect, it } from "vitest";
import type { PersonaDecision, StoredPersona } from "../../src/contract/simulation.ts";
import { catalog, expectProblem, useGarland } from "./client.ts";
import { bold, openDesk } from "./simulating.ts";

useGarland("2026-12-01T00:00:00Z");

describe("personas", () => {
  const novosibirsk = {
    label: "19, Novosibirsk, Android, opted out of romance",
    attributes: { birthYear: 2007, region: "RU-NVS", lineType: "consumer" },
    device: { platform: "android", appVersion: "5.3.1" },
    choices: [{ scope: "category:romance", value: "out" }],
  };

  it("are kept, listed, changed and forgotten, all of it on record", async () => {
    const desk = await openDesk("marketer");
    const put = await desk("PUT", "/v1/personas/student", novosibirsk);
    expect(await put.json()).toMatchObject({ key: "student", ...novosibirsk });
    await desk("PUT", "/v1/personas/student", { ...novosibirsk, label: "Student" });
    const { items } = await (await desk("GET", "/v1/personas")).json<{ items: StoredPersona[] }>();
    expect(items.map(({ key, label }) => [key, label])).toEqual([["student", "Student"]]);
    expect((await desk("DELETE", "/v1/personas/student")).status).toBe(204);
    await expectProblem(await desk("GET", "/v1/personas/student"), "not-found", 404);
    await expectProblem(await desk("DELETE", "/v1/personas/student"), "not-found", 404);
    const audit = await catalog().readAudit({ target: "persona/student", limit: 10 });
    expect(audit.map((entry) => entry.action)).toEqual(["delete", "edit", "create"]);
    expect(audit[1]?.changes).toEqual([{ path: "label", before: novosibirsk.label, after: "Student" }]);
    await expectProblem(await (await openDesk("viewer"))("PUT", "/v1/personas/student", novosibirsk), "forbidden", 403);
  });

  it("are held to what a subscriber can be", async () => {
    const desk = await openDesk("admin");
    const wrong = {
      ...novosibirsk,
      attributes: { region: "RU-XXX", shoeSize: 43 },
      choices: [{ scope: "theme:ufo", value: "in" }],
    };
    const turned = { ...novosibirsk, label: "\u202Etneduts" };
    const unreadable = await expectProblem(await desk("PUT", "/v1/personas/nobody", turned), "refused", 422);
    expect(unreadable.issues).toMatchObject([{ path: "$.label", code: "unreadable-text" }]);
    const problem = await expectProblem(await desk("PUT", "/v1/personas/nobody", wrong), "refused", 422);
    expect(problem.issues?.map((issue) => issue.path).toSorted()).toEqual([
      "$.attributes.region",
      "$.attributes.shoeSize",
      "$.choices.0.scope",
    ]);
  });

  it("are decided for at any instant, now and with a draft, with the whole trace", async () => {
    const desk = await openDesk("marketer");
    await desk("PUT", "/v1/personas/student", novosibirsk);
    await desk("PUT", "/v1/personas/in-love", { ...novosibirsk, choices: [{ scope: "theme:hearts", value: "in" }] });
    const decideAt = async (at: string, changes: object = {}) => {
      const response = await desk("POST", "/v1/personas:decide", { at, ...changes });
      expect(response.status).toBe(200);
      return (await response.json<{ items: PersonaDecision[] }>()).items;
    };
    const [inLove, student] = await decideAt("2027-02-14T12:00:00+07:00");
    expect(inLove?.live.decision).toMatchObject({ decision: "show", reason: "asked", decoration: "hearts" });
    expect(student?.live.decision).toMatchObject({ decision: "none", reason: "opted-out", campaign: "valentines" });
    // Android waits until the 27th; local midnight in Novosibirsk is what counts.
    const [, early] = await decideAt("2026-12-26T23:59:00+07:00", { definitions: { campaigns: [bold] } });
    expect(early?.live.decision).toMatchObject({ decision: "none", reason: "outside-window" });
    const [, march] = await decideAt("2027-03-06T12:00:00+07:00", { definitions: { campaigns: [bold] } });
    expect(march?.live.decision).toMatchObject({ decision: "none", reason: "not-in-audience" });
    expect(march?.candidate.decision).toMatchObject({ decision: "show", campaign: "bold-spring" });
    const trace = march?.candidate.campaigns.find((entry) => entry.campaign === "spring");
    expect(trace?.segments[0]).toMatchObject({ key: "spring-audience", trace: { matched: false } });
    const only = await decideAt("2027-03-06T12:00:00+07:00", { personas: ["in-love"] });
    expect(only.map((decided) => decided.persona)).toEqual(["in-love"]);
    const missing = await desk("POST", "/v1/personas:decide", { at: "2027-03-06T12:00:00Z", personas: ["ghost"] });
    await expectProblem(missing, "not-found", 404);
  });
});
