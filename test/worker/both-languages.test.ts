import { expect, it } from "vitest";
import type { Problem } from "../../src/contract/problem.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { useGarland } from "./client.ts";
import { openDesk, type Desk } from "./desk.ts";
import { unstaged } from "./guarded-campaign.ts";

const NOW = "2026-11-02T00:00:00Z";
useGarland("2026-11-01T00:00:00Z");

/** What a refusal says to a reader of each language. */
async function readBoth(desk: Desk, method: string, path: string, body: object, headers: Record<string, string> = {}) {
  const [ru, en] = await Promise.all(
    ["ru", "en"].map(async (language) => {
      const answer = await desk(method, path, body, { ...headers, "Accept-Language": language });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      return answer.json<Problem>();
    }),
  );
  if (ru === undefined || en === undefined) throw new Error("there are two");
  return { ru, en };
}

const RUSSIAN = /[а-я]{3}/;

const isSaidTwice = ({ ru, en }: { readonly ru: Problem; readonly en: Problem }) => {
  expect(ru.detail).toMatch(RUSSIAN);
  expect(en.detail).not.toMatch(RUSSIAN);
  expect(ru.issues?.map(({ path, code }) => [path, code])).toEqual(en.issues?.map(({ path, code }) => [path, code]));
  for (const issue of ru.issues ?? []) expect(issue.message).toMatch(RUSSIAN);
  for (const issue of [...(ru.issues ?? []), ...(en.issues ?? [])]) expect(issue).not.toHaveProperty("words");
};

it("whoever writes what must not come unasked reads why in their own language", async () => {
  const anna = await openDesk(NOW, "anna", "marketer");
  const hearts: Campaign = { ...unstaged, key: "love", decoration: "hearts" };
  const easter: Campaign = {
    ...unstaged,
    key: "easter",
    schedule: { kind: "feast", zone: "own", feast: "orthodox-easter", firstOffsetDays: 0, lastOffsetDays: 1 },
  };
  for (const campaign of [hearts, easter]) {
    const said = await readBoth(anna, "PUT", `/v1/campaigns/${campaign.key}`, campaign, { "If-None-Match": "*" });
    expect(said.en.issues).toMatchObject([{ code: "sensitive-default-on" }]);
    isSaidTwice(said);
  }
});

it("whoever copies a drawing of what is sensitive reads why in their own language", async () => {
  const anna = await openDesk(NOW, "anna", "marketer");
  const hearts = bundledDefinitions.decorations.find(({ key }) => key === "hearts");
  const copy = { ...hearts, key: "twin", theme: "tree" };
  const campaign: Campaign = { ...unstaged, key: "twins", decoration: "twin" };
  expect((await anna("PUT", "/v1/decorations/twin", copy, { "If-None-Match": "*" })).status).toBe(201);
  expect((await anna("PUT", "/v1/campaigns/twins", campaign, { "If-None-Match": "*" })).status).toBe(201);
  const said = await readBoth(anna, "POST", "/v1/campaigns/twins:submit", {});
  expect(said.en.issues).toMatchObject([{ code: "looks-sensitive" }]);
  isSaidTwice(said);
});

it("whoever comes too late reads in their own language who changed what", async () => {
  const [anna, boris] = [await openDesk(NOW, "anna", "marketer"), await openDesk(NOW, "boris", "marketer")];
  const spring = bundledDefinitions.campaigns.find(({ key }) => key === "spring");
  const first = { ...spring, priority: 7 };
  expect((await anna("PUT", "/v1/campaigns/spring", first, { "If-Match": '"r1"' })).status).toBe(200);
  isSaidTwice(await readBoth(boris, "PUT", "/v1/campaigns/spring", { ...spring, priority: 8 }, { "If-Match": '"r1"' }));
  isSaidTwice(await readBoth(boris, "PUT", "/v1/campaigns/spring", first, { "If-None-Match": "*" }));
  const gone = { ...spring, key: "gone" };
  isSaidTwice(await readBoth(boris, "PUT", "/v1/campaigns/gone", gone, { "If-Match": '"r1"' }));
});

it("whoever comes to a proposal that is over reads in their own language what became of it", async () => {
  const [anna, boris] = [await openDesk(NOW, "anna", "marketer"), await openDesk(NOW, "boris", "approver")];
  const carries = (category: string) => ({
    changes: [{ kind: "feast", key: "maslenitsa", body: { key: "maslenitsa", category }, baseRevision: 1 }],
    reason: "as we agreed",
  });
  const propose = async (category: string) =>
    (await anna("POST", "/v1/policy/proposals", carries(category))).json<{ id: number; effect: string }>();
  const [first, second] = [await propose("religion"), await propose("national")];
  const carry = `/v1/policy/proposals/${first.id}:carry`;
  expect((await boris("POST", carry, { effect: first.effect })).status).toBe(200);
  const said = await readBoth(boris, "POST", `/v1/policy/proposals/${second.id}:carry`, {});
  expect(said.ru.detail).toContain("устарело");
  expect(said.en.detail).toContain("outdated");
  isSaidTwice(said);
  isSaidTwice(await readBoth(anna, "POST", "/v1/policy/proposals", carries("national")));
});
