/** Agents of support, who act for people and make links; and the givers of gifts. */
import fc from "fast-check";
import { z } from "zod";
import {
  Act,
  anyOfThem,
  JSON_BODY,
  somebody,
  someDelivery,
  someKey,
  someScope,
  someTheme,
  someValue,
  type ActSource,
} from "./act.ts";
import { pressOffLink, pressOnPage, pressUndo } from "./acts-words.ts";
import { accountForChoice } from "./keys.ts";
import { checkAnswer, keepOffLink } from "./look.ts";
import { isWord } from "./model.ts";
import { queryOf, type Person } from "./people.ts";
import type { Service } from "./service.ts";
import { pick, type World } from "./world.ts";

const someAgent = fc.constantFrom("lena", "kirill");

const choosingFor = fc
  .record({ agent: someAgent, who: somebody, scope: someScope, value: someValue, key: someKey, delivery: someDelivery })
  .map(
    ({ agent, who, scope, value, key: one, delivery }) =>
      new Act("agent", async (world, service) => {
        const person = world.person(who);
        const key = one === undefined ? undefined : `${agent}-${one}`;
        const path = `/v1/support/subscribers/${person.subscriberId}/choices`;
        await world.deliver(
          {
            people: [person],
            sentence: `The agent ${agent} enters ${value}:${scope} for ${person.name}${key === undefined ? "" : ` under the key ${key}`}.`,
            async send() {
              const headers = {
                ...(await service.asStaff(world, agent, "support")),
                ...(key && { "Idempotency-Key": key }),
              };
              return service.call(world, "POST", path, { headers, body: JSON.stringify({ scope, value }) });
            },
            account: (reply) =>
              accountForChoice(world, person, { scope, value, by: `agent:${agent}`, channel: "agent" }, key, reply),
          },
          delivery,
        );
      }),
  );

const listedSchema = z.object({
  id: z.int(),
  scope: z.string(),
  value: z.enum(["in", "out"]),
  at: z.string(),
  channel: z.string(),
});

const viewSchema = z.object({ person: z.object({ choices: z.array(listedSchema) }) });

/** What support sees of a person's choices, newest first. */
async function listChoices(world: World, service: Service, agent: string, person: Person) {
  const headers = await service.asStaff(world, agent, "support");
  const { status, text } = await service.call(world, "GET", `/v1/support/subscribers/${person.subscriberId}`, {
    headers,
  });
  if (status !== 200) world.diverge(`support is refused a look (${status}): ${text}`);
  return viewSchema.parse(JSON.parse(text)).person.choices;
}

/** The entry that a listed choice is; each was said at an instant of its own. */
function entryOf(person: Person, { scope, value, at, channel }: z.infer<typeof listedSchema>) {
  const words = person.history.filter(isWord).filter((word) => word.at === Date.parse(at));
  return words.find((word) => word.scope === scope && word.value === value && word.channel === channel);
}

/** An agent takes back only what they entered themselves, and not what was pressed by a link that they had sent. */
const takingBack = fc
  .record({ agent: someAgent, who: somebody, which: anyOfThem, isInTheirName: fc.boolean(), delivery: someDelivery })
  .map(
    ({ agent, who, which, isInTheirName, delivery }) =>
      new Act("agent-undo", async (world, service) => {
        const person = world.person(who);
        const seen = (await listChoices(world, service, agent, person)).toReversed();
        const inTheirName = seen.filter((one) => entryOf(person, one)?.by === `agent:${agent}`);
        const choice = pick(isInTheirName ? inTheirName : seen, which);
        if (choice === undefined) return;
        const path = `/v1/support/subscribers/${person.subscriberId}/choices/${choice.id}`;
        const entry = entryOf(person, choice);
        await world.deliver(
          {
            people: [person],
            sentence: `The agent ${agent} takes back ${choice.value}:${choice.scope} (${entry?.by}, ${choice.channel}) of ${person.name}.`,
            async send() {
              return service.call(world, "DELETE", path, { headers: await service.asStaff(world, agent, "support") });
            },
            account({ status }) {
              if (status === 200 && entry?.channel === "agent") world.takeBack(person, entry.id, `agent:${agent}`);
            },
          },
          delivery,
        );
      }),
  );

const linksSchema = z.object({
  off: z.object({ url: z.string(), scopes: z.array(z.string()) }),
  page: z.object({ url: z.string(), expiresAt: z.string() }),
});

/** Whoever gets a link while they speak to support presses it there and then, or keeps it. */
const makingLinks = fc
  .record({ agent: someAgent, who: somebody, pressed: fc.constantFrom("off-link", "page", "none"), theme: someTheme })
  .map(
    ({ agent, who, pressed, theme }) =>
      new Act("agent-links", async (world, service) => {
        const person = world.person(who);
        world.story.tell(`The agent ${agent} makes links for ${person.name}.`);
        const headers = await service.asStaff(world, agent, "support");
        const path = `/v1/support/subscribers/${person.subscriberId}/links`;
        const { status, text } = await service.call(world, "POST", path, { headers });
        if (status !== 201) return;
        const { off, page } = linksSchema.parse(JSON.parse(text));
        const [scope = "all"] = off.scopes;
        const madeBy = `agent:${agent}`;
        keepOffLink(world, person, scope, off.url, madeBy);
        const ownPage = { person, path: new URL(page.url).pathname, madeBy, expiresAt: Date.parse(page.expiresAt) };
        world.keepPageLink(ownPage);
        const newest = [...world.offLinks.values()].findLast(
          (link) => link.person === person && link.madeBy === madeBy,
        );
        if (pressed === "off-link" && newest !== undefined) {
          await world.deliver(pressOffLink(world, service, newest, "own", false));
        } else if (pressed === "page") {
          await world.deliver(pressOnPage(world, service, ownPage, `theme:${theme}`, "out"));
        }
      }),
  );

/** An agent opens the page whose link they made, and presses “undo” for any choice that they have seen. */
const undoingByPage = fc.record({ which: anyOfThem, choice: anyOfThem, delivery: someDelivery }).map(
  ({ which, choice, delivery }) =>
    new Act(
      "agent-page-undo",
      async (world, service) => {
        const link = pick(
          world.pageLinks.filter(({ madeBy }) => madeBy !== "self"),
          which,
        );
        if (link === undefined) return;
        const { person, path, madeBy, expiresAt } = link;
        const seen = pick(
          (await listChoices(world, service, madeBy.slice("agent:".length), person)).toReversed(),
          choice,
        );
        if (seen === undefined) return;
        const entry = entryOf(person, seen);
        const undo = { person, path, value: String(seen.id), entry: entry?.id, by: madeBy, expiresAt };
        const what = `${seen.value}:${seen.scope} (${entry?.by}, ${seen.channel})`;
        const sentence = `${madeBy} opens the page that they made for ${person.name}, and has ${what} taken back.`;
        await world.deliver({ ...pressUndo(world, service, undo), sentence }, delivery);
      },
      ({ pageLinks }) => pageLinks.some(({ madeBy }) => madeBy !== "self"),
    ),
);

/** Whoever it goes to, a gift is answered the same (7). */
const giving = fc
  .record({ who: somebody, to: fc.nat(3), theme: someTheme, isDelivered: fc.boolean(), delivery: someDelivery })
  .map(
    ({ who, to, theme, isDelivered, delivery }) =>
      new Act("gift", async (world, service) => {
        const giver = world.person(who);
        const taker = to < world.people.length ? world.person(to) : undefined;
        const number = taker?.number ?? "+79990000000";
        await world.deliver(
          {
            people: [giver],
            sentence: `${giver.name} gives ${theme} to ${taker?.name ?? "a number that nobody has"}.`,
            async send() {
              const headers = { ...(await service.asSubscriber(world, giver.subscriberId)), ...JSON_BODY };
              const body = JSON.stringify({ to: number, theme });
              return service.call(world, "POST", "/v1/gifts", { headers, body });
            },
            account({ status, text, headers }) {
              if (status === 429) return;
              const shape = `${status} ${[...headers.keys()].join(" ")} ${text.replace(/"giftId":"[^"]{22}"/, "")}`;
              service.giftAnswer ??= shape;
              if (shape !== service.giftAnswer) world.diverge(`a gift is answered otherwise than others (7): ${shape}`);
            },
          },
          delivery,
        );
        if (isDelivered) await service.shardOf(giver.subscriberId).moveGifts();
        if (taker !== undefined) world.touched.add(taker);
      }),
  );

const waitingSchema = z.object({ gifts: z.array(z.object({ giftId: z.string(), theme: z.string() })) });

/** Nothing appears before its recipient has said yes, and an answer that is repeated says nothing more. */
const answering = fc
  .record({
    who: somebody,
    which: anyOfThem,
    answer: fc.constantFrom("show", "decline", "never"),
    delivery: someDelivery,
  })
  .map(
    ({ who, which, answer, delivery }) =>
      new Act("gift-answer", async (world, service) => {
        const person = world.person(who);
        const headers = { ...(await service.asSubscriber(world, person.subscriberId)), ...JSON_BODY };
        const { text } = await service.call(world, "GET", "/v1/me/gifts", { headers });
        const waiting = waitingSchema.safeParse(JSON.parse(text));
        const gift = pick(waiting.data?.gifts ?? [], which);
        if (gift === undefined) return;
        const { giftId, theme } = gift;
        const path = `/v1/me/gifts/${giftId}?${queryOf(person)}`;
        await world.deliver(
          {
            people: [person],
            sentence: `${person.name} answers “${answer}” to a gift of ${theme}.`,
            async send() {
              const own = { ...(await service.asSubscriber(world, person.subscriberId)), ...JSON_BODY };
              return service.call(world, "POST", path, { headers: own, body: JSON.stringify({ answer }) });
            },
            account(reply) {
              if (reply.status === 404 || reply.status === 409) return;
              if (!world.mustTake(reply, answer === "show" ? "in" : "out")) return;
              if (!person.answered.has(giftId) && answer === "show") {
                world.say(person, { scope: `theme:${theme}` as const, value: "in", by: "self", channel: "gift" });
              } else if (answer === "never") {
                world.say(
                  person,
                  { scope: "gifts", value: "out", by: "self", channel: "app" },
                  person.answered.has(giftId),
                );
              }
              person.answered.add(giftId);
              const { tray } = z.object({ tray: z.unknown() }).parse(JSON.parse(reply.text));
              checkAnswer(world, person, JSON.stringify(tray));
            },
          },
          delivery,
        );
      }),
  );

export const CARE_ACTS: readonly ActSource[] = [
  { kind: "agent", weight: 7, arbitrary: choosingFor },
  { kind: "agent-undo", weight: 6, arbitrary: takingBack },
  { kind: "agent-links", weight: 4, arbitrary: makingLinks },
  { kind: "agent-page-undo", weight: 3, arbitrary: undoingByPage },
  { kind: "gift", weight: 4, arbitrary: giving },
  { kind: "gift-answer", weight: 4, arbitrary: answering },
];
