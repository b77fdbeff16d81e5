import { storedDefinitionSchema } from "../../src/contract/control.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { clockHeader, type ConsoleScene, type StaffMember } from "./console-visit.ts";
import type { DemoPerson } from "./demo-people.ts";
import { TODAY } from "./start-worker.ts";

export const VIEWER: StaffMember = { name: "Egor", roles: ["viewer"] };
export const MARKETER: StaffMember = { name: "Anna", roles: ["viewer", "marketer"] };
export const OTHER_MARKETER: StaffMember = { name: "Dora", roles: MARKETER.roles };
export const APPROVER: StaffMember = { name: "Boris", roles: ["viewer", "approver"] };
export const SUPPORT: StaffMember = { name: "Vera", roles: ["support"] };
export const ADMIN: StaffMember = { name: "Olga", roles: ["viewer", "marketer", "approver", "support", "admin"] };

/** A campaign of these days; some people will mind it. */
export const flurry: Campaign = {
  key: "flurry",
  label: { ru: "Снегопад", en: "Flurry" },
  decoration: "snowflake",
  audience: { include: ["everyone"], exclude: [] },
  delivery: "default-on",
  requests: true,
  schedule: { kind: "once", zone: "Europe/Moscow", firstDay: "2026-11-23", lastDay: "2026-12-06" },
  waves: [],
  priority: 500,
  holdoutPercent: 0,
  stages: [],
  unstagedBecause: "so few people are in the population of a test",
};

/** Writes a campaign, has a second person approve it, and starts it; answers the name of its guard. */
export async function startCampaign({ ask }: ConsoleScene, campaign: Campaign, at = TODAY): Promise<string> {
  const address = `/v1/campaigns/${campaign.key}`;
  await ask(MARKETER, "PUT", address, campaign, at);
  await ask(MARKETER, "POST", `${address}:submit`, {}, at);
  const { tags } = storedDefinitionSchema.parse(await ask(APPROVER, "GET", address, undefined, at));
  const seen = tags?.review ?? "";
  await ask(APPROVER, "POST", `${address}:approve`, { seen }, at);
  await ask(MARKETER, "POST", `${address}:start`, {}, at);
  return `${campaign.key}@1`;
}

/** What a phone says when it asks for its tray. */
export async function askTray({ worker }: ConsoleScene, { token }: DemoPerson, at = TODAY, platform = "ios") {
  const response = await fetch(`${worker.origin}/v1/tray?platform=${platform}`, {
    headers: { Authorization: `Bearer ${token}`, ...clockHeader(at) },
  });
  if (!response.ok) throw new Error(`the tray answered ${response.status}: ${await response.text()}`);
  // Parsed boundary: the routes' own tests check the shape.
  return (await response.json()) as { readonly decision: string; readonly reason: string; readonly campaign: string };
}

/** Somebody switches something on or off on their phone. */
export async function choose(
  { worker }: ConsoleScene,
  { token }: DemoPerson,
  scope: string,
  value: "in" | "out",
  at = TODAY,
): Promise<void> {
  const response = await fetch(`${worker.origin}/v1/me/choices`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...clockHeader(at) },
    body: JSON.stringify({ scope, value }),
  });
  if (!response.ok) throw new Error(`the choice was answered ${response.status}: ${await response.text()}`);
}
