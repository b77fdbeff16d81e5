/** Holds what the product shows against the model. */
import { z } from "zod";
import { isScope } from "../../src/domain/decision/choice.ts";
import { findFault, judge, type Span } from "./model.ts";
import { queryOf, type Person } from "./people.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./seasons.ts";
import type { Service } from "./service.ts";
import { sayInstant } from "./story.ts";
import type { World } from "./world.ts";

/** Windows are known for 548 days. */
const HORIZON_MS = 546 * DAY_MS;
/** A tray names so many of the shows that follow. */
const MOST_UPCOMING = 3;
/** No two zones are further apart than this. */
const ZONES_APART_MS = 27 * HOUR_MS;

const showSchema = z.object({ campaign: z.string(), showFrom: z.string(), showUntil: z.string() });

export const traySchema = z.object({
  decision: z.enum(["show", "none"]),
  campaign: z.string().nullable(),
  showUntil: z.string().nullable(),
  upcoming: z.array(showSchema),
  off: z.object({ url: z.string(), scopes: z.array(z.string().refine(isScope)) }),
});

export type SeenTray = z.infer<typeof traySchema>;

export const shownBy = ({ decision, campaign }: Pick<SeenTray, "decision" | "campaign">): string | null =>
  decision === "show" ? campaign : null;

/**
 * Looks at a person's tray now, and at what their phone is told to show by itself in the seasons of this year and the
 * next. What lies beyond that is asked about: all of it, or each time one instant.
 */
export async function lookAt(world: World, service: Service, person: Person, isThorough: boolean): Promise<void> {
  const { now } = world;
  const tray = await askTray(world, service, person);
  checkTray(world, person, now, tray);
  const instants = instantsFor(world, person);
  const beyond = instants.filter((at) => !checkTimeline(world, person, at, tray));
  const asked = isThorough ? instants : beyond.filter((_, index) => index === world.acts % beyond.length);
  await Promise.all(asked.map(async (at) => checkTray(world, person, at, await askTray(world, service, person, at))));
}

async function askTray(world: World, service: Service, person: Person, at?: number): Promise<SeenTray> {
  const headers = await service.asSubscriber(world, person.subscriberId);
  const path = `/v1/tray?${queryOf(person, at === undefined ? {} : { at: new Date(at).toISOString() })}`;
  const { status, text } = await service.call(world, "GET", path, { headers });
  if (status !== 200) world.diverge(`${person.name}'s ${person.phone.name} is refused its tray (${status}): ${text}`);
  return traySchema.parse(JSON.parse(text));
}

/** Holds what the phone will show by itself at an instant against the model; false if the tray does not say. */
function checkTimeline(world: World, person: Person, at: number, { showUntil, upcoming, ...now }: SeenTray): boolean {
  const isNow = showUntil !== null && at < Date.parse(showUntil);
  const next = upcoming.find((show) => Date.parse(show.showFrom) <= at && at < Date.parse(show.showUntil));
  const last = upcoming.at(-1);
  if (!isNow && next === undefined && upcoming.length >= MOST_UPCOMING && last && at >= Date.parse(last.showUntil)) {
    return false;
  }
  checkShown(world, person, at, isNow ? shownBy(now) : (next?.campaign ?? null));
  return true;
}

function instantsFor(world: World, person: Person): readonly number[] {
  const { now, land, compiledAt } = world;
  const horizon = Math.min(compiledAt + HORIZON_MS, now + HORIZON_MS);
  const spans = land.campaigns.map((campaign) => campaign.spansFor(person));
  const ahead = spans.flatMap((all) => {
    const [first, second] = all.filter(({ until }) => until > now + MINUTE_MS);
    return [...(first ? [lateIn(first, person)] : []), ...(second ? [earlyIn(second, person)] : [])];
  });
  return [...new Set(ahead)].filter((at) => at > now && at < horizon);
}

const middleOf = ({ from, until }: Span): number => Math.round((from + until) / 2 / MINUTE_MS) * MINUTE_MS;

/** The edges are where zones differ. */
const earlyIn = (span: Span, { phone }: Person): number => (phone.tellsZone ? span.from + MINUTE_MS : middleOf(span));
const lateIn = (span: Span, { phone }: Person): number => (phone.tellsZone ? span.until - MINUTE_MS : middleOf(span));

/** Checks an answer to a phone: what stands there, and what the phone will put there by itself. */
export function checkTray(world: World, person: Person, at: number, tray: SeenTray): void {
  const { land, compiledAt } = world;
  const shown = shownBy(tray);
  if (isClear(world, person, at)) checkShown(world, person, at, shown);
  if (tray.decision === "show" && (tray.showUntil === null || Date.parse(tray.showUntil) <= at)) {
    world.diverge(`On ${sayInstant(at)} ${person.name} is shown ${shown} without an end (8).`);
  }
  for (const { campaign, showFrom, showUntil } of tray.upcoming) {
    const [from, until] = [Date.parse(showFrom), Date.parse(showUntil)];
    if (until > compiledAt + HORIZON_MS) continue;
    for (const instant of [from, until - 1]) {
      const verdict = judge(land, person, instant).find((one) => one.campaign === campaign);
      if (verdict?.may === true || !person.phone.tellsZone) continue;
      const why = verdict?.why ?? "it is not live";
      world.diverge(
        `${person.name}'s phone is told to show ${campaign} on ${sayInstant(instant)}, which it must not: ${why}.`,
      );
    }
  }
  for (const scope of tray.off.scopes.slice(0, 1)) {
    // Parsed boundary: the schema has just checked it.
    if (isScope(scope)) keepOffLink(world, person, scope, tray.off.url);
  }
}

/** A phone that does not tell its zone is looked at only while all zones agree. */
function isClear({ land }: World, person: Person, at: number): boolean {
  if (person.phone.tellsZone) return true;
  const spans = land.campaigns.flatMap((campaign) => campaign.spansFor(person));
  return spans.every(({ from, until }) => Math.min(Math.abs(at - from), Math.abs(at - until)) > ZONES_APART_MS / 2);
}

function checkShown(world: World, person: Person, at: number, shown: string | null): void {
  const fault = findFault(judge(world.land, person, at), shown);
  if (fault === undefined) return;
  world.diverge(`On ${sayInstant(at)} ${person.name} is shown ${shown ?? "nothing"}; ${person.name} ${fault}.`);
}

export function keepOffLink(world: World, person: Person, scope: string, url: string, madeBy = "self"): void {
  if (!isScope(scope)) return;
  world.offLinks.set(`${person.name} ${scope} ${madeBy}`, { person, scope, path: new URL(url).pathname, madeBy });
}

/** Reads an answer that has a tray in it, as it is after a word, and holds it against the model. */
export function checkAnswer(world: World, person: Person, text: string): void {
  if (person.phone.tellsZone) checkTray(world, person, world.now, traySchema.parse(JSON.parse(text)));
}
