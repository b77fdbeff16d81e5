/** Invariants 3 and 5: every channel obeys the same words, and the same question has the same answer. */
import { z } from "zod";
import { asOf, isWord, standing, type History } from "./model.ts";
import { checkTray, shownBy, traySchema } from "./look.ts";
import { queryOf, type Person } from "./people.ts";
import type { Question, Service } from "./service.ts";
import { sayInstant } from "./story.ts";
import { BEGINS_AT, type World } from "./world.ts";

const JSON_BODY = { "Content-Type": "application/json" };

const batchSchema = z.object({ lines: z.tuple([z.object({ tray: traySchema })]) });
const flagsSchema = z.object({ flags: z.array(z.object({ key: z.string(), value: z.unknown().optional() })) });
const supportSchema = z.object({
  explanation: z.object({
    decision: z.object({ decision: z.enum(["show", "none"]), campaign: z.string().optional() }),
  }),
});
const choicesSchema = z.array(z.object({ scope: z.string(), value: z.string(), isRetracted: z.boolean() }));
const meSchema = z.object({
  now: z.object({ decoration: z.object({ key: z.string() }).nullable() }),
  choices: choicesSchema,
});
const pastSchema = z.object({ person: z.object({ choices: choicesSchema }) });

/** Asks every channel what the person sees now. All must say what the tray says, twice. */
export async function lookEverywhere(world: World, service: Service, person: Person): Promise<void> {
  const { subscriberId, phone } = person;
  const subscriber = await service.asSubscriber(world, subscriberId);
  const ask = async (name: string, method: string, path: string, question: Question) => {
    const { status, text } = await service.call(world, method, path, question);
    if (status !== 200)
      world.diverge(`${name} refuses ${person.name}'s ${phone.name} (${status}): ${text.slice(0, 300)}`);
    return text;
  };
  const askTray = () => ask("the tray", "GET", `/v1/tray?${queryOf(person)}`, { headers: subscriber });

  const [tray, repeated] = [await askTray(), await askTray()];
  if (tray !== repeated) world.diverge(`${person.name} is answered differently to the same question (5)`);
  const seen = traySchema.parse(JSON.parse(tray));
  // Channels without a phone decide for the phone that was seen last, whose zone may then be an older one.
  if (!phone.tellsZone) return;
  checkTray(world, person, world.now, seen);
  const shown = shownBy(seen);
  const decoration = shown === null ? null : (world.started.get(shown)?.content.decoration ?? shown);
  const compare = (name: string, said: unknown, expected: unknown) => {
    if (said !== expected)
      world.diverge(`the tray shows ${person.name} ${decoration}, but ${name} says ${String(said)} (3)`);
  };

  const [, token = ""] = (subscriber["Authorization"] ?? "").split(" ");
  const lines = JSON.stringify({ lines: [{ token, ...phone.facts }] });
  const batch = await ask("the batch", "POST", "/v1/tray:batch", { headers: JSON_BODY, body: lines });
  const line = batchSchema.safeParse(JSON.parse(batch));
  if (!line.success) world.diverge(`the batch refuses ${person.name}'s ${phone.name}: ${batch}`);
  compare("the batch", shownBy(line.data.lines[0].tray), shown);

  const askFlags = async (name: string, headers: Record<string, string>, context: object) => {
    const body = JSON.stringify({ context });
    const { flags } = flagsSchema.parse(
      JSON.parse(await ask(name, "POST", "/ofrep/v1/evaluate/flags", { headers: { ...headers, ...JSON_BODY }, body })),
    );
    const valueOf = (key: string) => flags.find((flag) => flag.key === key)?.value;
    // Without a value the app shows what it shows by itself: nothing.
    compare(name, valueOf("tray-icon-visible") ?? false, shown !== null);
    if (shown !== null) compare(name, valueOf("tray-icon-key"), decoration);
  };
  await askFlags("the app's flag", subscriber, phone.facts);
  await askFlags("a machine's flag", service.asChannel(), { targetingKey: subscriberId, ...phone.facts });

  const me = meSchema.parse(
    JSON.parse(await ask("/v1/me", "GET", `/v1/me?${queryOf(person)}`, { headers: subscriber })),
  );
  compare("/v1/me", me.now.decoration?.key ?? null, decoration);
  checkListed(world, person, "/v1/me", me.choices, person.history);

  const off = await ask("the off link", "GET", new URL(seen.off.url).pathname, { headers: { Accept: "text/html" } });
  compare("the off link's page", off.includes('class="shown"'), shown !== null);
  const page = world.pageLinks.findLast((link) => link.person === person && world.now < link.expiresAt);
  if (page !== undefined) {
    const html = await ask("the own page", "GET", page.path, { headers: { Accept: "text/html" } });
    compare("the own page", html.includes("сейчас «"), shown !== null);
  }

  const headers = await service.asStaff(world, "lena", "support");
  const view = await ask("support", "GET", `/v1/support/subscribers/${subscriberId}`, { headers });
  const { decision } = supportSchema.parse(JSON.parse(view)).explanation;
  compare("support", decision.decision === "show" ? (decision.campaign ?? null) : null, shown);

  const past = person.history.at(Math.floor(person.history.length / 2))?.at;
  // Before the first ruleset nothing was in force; and what may not count may be what is dated last.
  if (person.history.some(({ isDoubtful }) => isDoubtful)) return;
  if (past === undefined || past < Math.max(BEGINS_AT, person.erasedAt) || past > world.now) return;
  const query = new URLSearchParams({ at: new Date(past).toISOString() }).toString();
  const then = await ask("support", "GET", `/v1/support/subscribers/${subscriberId}?${query}`, { headers });
  const listed = pastSchema.parse(JSON.parse(then)).person.choices;
  checkListed(world, person, `support, as of ${sayInstant(past)},`, listed, asOf(person.history, past));
}

/** Every out that stands is listed as standing, and nothing that was not said. */
function checkListed(
  world: World,
  { name }: Person,
  where: string,
  listed: z.infer<typeof choicesSchema>,
  history: History,
): void {
  for (const word of standing(history, "generous").filter(({ value }) => value === "out")) {
    const isListed = listed.some(
      ({ scope, value, isRetracted }) => scope === word.scope && value === "out" && !isRetracted,
    );
    if (!isListed) world.diverge(`${name} said out:${word.scope} by ${word.channel}, and ${where} does not say so (3)`);
  }
  for (const { scope, value } of listed) {
    const isSaid = history.filter(isWord).some((word) => word.scope === scope && word.value === value);
    if (!isSaid) world.diverge(`${where} says ${value}:${scope}, which ${name} had not said (3)`);
  }
}
