/** The person in the app and on their own page, and whoever holds an off link. */
import fc from "fast-check";
import { z } from "zod";
import type { ChoiceValue, Scope } from "../../src/domain/decision/choice.ts";
import {
  Act,
  anyOfThem,
  FORM,
  JSON_BODY,
  somebody,
  someDelivery,
  someKey,
  someScope,
  someTheme,
  someValue,
  type ActSource,
} from "./act.ts";
import { accountForChoice } from "./keys.ts";
import { checkAnswer } from "./look.ts";
import { PEOPLE_COUNT, queryOf } from "./people.ts";
import { DAY_MS } from "./seasons.ts";
import type { Service } from "./service.ts";
import { pick, type Call, type OffLink, type PageLink, type UndoButton, type World } from "./world.ts";
import { pageLinkSchema } from "../../src/contract/me.ts";

const OFF = { in: "on", out: "off" } as const;

const underKey = (key: string | undefined) => (key === undefined ? "" : ` under the key ${key}`);
const withKey = (key: string | undefined): Record<string, string> =>
  key === undefined ? {} : { "Idempotency-Key": key };

export async function chooseInApp(
  world: World,
  service: Service,
  who: number,
  scope: Scope,
  value: ChoiceValue,
  key: string | undefined,
): Promise<Call> {
  const person = world.person(who);
  const path = `/v1/me/choices?${queryOf(person)}`;
  return {
    people: [person],
    sentence: `${person.name} switches ${scope} ${OFF[value]} in the app${underKey(key)} (${person.phone.name}).`,
    async send() {
      const subscriber = await service.asSubscriber(world, person.subscriberId);
      const headers = { ...subscriber, ...JSON_BODY, ...withKey(key) };
      return service.call(world, "POST", path, { headers, body: JSON.stringify({ scope, value }) });
    },
    account(reply) {
      accountForChoice(world, person, { scope, value, by: "self", channel: "app" }, key, reply);
      if (reply.status === 200) checkAnswer(world, person, reply.text);
    },
  };
}

const choosing = fc
  .record({ who: somebody, scope: someScope, value: someValue, key: someKey, delivery: someDelivery })
  .map(
    ({ who, scope, value, key, delivery }) =>
      new Act("app", async (world, service) =>
        world.deliver(await chooseInApp(world, service, who, scope, value, key), delivery),
      ),
  );

const wishing = fc.record({ who: somebody, theme: someTheme, key: someKey, delivery: someDelivery }).map(
  ({ who, theme, key, delivery }) =>
    new Act("wish", async (world, service) => {
      const person = world.person(who);
      const path = `/v1/me/wishes?${queryOf(person)}`;
      const said = { scope: `theme:${theme}`, value: "in", by: "self", channel: "app" } as const;
      await world.deliver(
        {
          people: [person],
          sentence: `${person.name} wishes for ${theme} in the app${underKey(key)} (${person.phone.name}).`,
          async send() {
            const subscriber = await service.asSubscriber(world, person.subscriberId);
            const headers = { ...subscriber, ...JSON_BODY, ...withKey(key) };
            return service.call(world, "POST", path, { headers, body: JSON.stringify({ theme }) });
          },
          account: (reply) => accountForChoice(world, person, said, key, reply),
        },
        delivery,
      );
    }),
);

const linesSchema = z.object({ lines: z.array(z.object({ status: z.int() }).loose()) });

/** One tap for both lines of a phone; each is answered by itself. */
const choosingForBoth = fc
  .record({
    who: somebody,
    distance: fc.integer({ min: 1, max: PEOPLE_COUNT - 1 }),
    scope: someScope,
    value: someValue,
    key: someKey,
    delivery: someDelivery,
  })
  .map(
    ({ who, distance, scope, value, key, delivery }) =>
      new Act("both-lines", async (world, service) => {
        const people = [world.person(who), world.person(who + distance)];
        const said = { scope, value, by: "self", channel: "app" } as const;
        await world.deliver(
          {
            people,
            sentence: `${people.map(({ name }) => name).join(" and ")}, two lines of one phone, switch ${scope} ${OFF[value]}${underKey(key)}.`,
            async send() {
              const lines = await Promise.all(
                people.map(async ({ subscriberId, phone }) => ({
                  token: await service.tokenOf(world, subscriberId),
                  ...phone.facts,
                })),
              );
              return service.call(world, "POST", "/v1/me/choices:batch", {
                headers: { ...JSON_BODY, ...withKey(key) },
                body: JSON.stringify({ scope, value, lines }),
              });
            },
            account(reply) {
              if (!world.mustTake(reply, value)) return;
              const { lines } = linesSchema.parse(JSON.parse(reply.text));
              for (const [index, person] of people.entries()) {
                const line = lines[index] ?? world.diverge(`there is no answer for ${person.name}'s line`);
                const own = { status: line.status, text: JSON.stringify(line), headers: reply.headers };
                accountForChoice(world, person, said, key, own);
              }
            },
          },
          delivery,
        );
      }),
  );

/** Erases everything but the outs. What comes again after it switches nothing on. */
const erasing = fc.record({ who: somebody, delivery: someDelivery }).map(
  ({ who, delivery }) =>
    new Act("erase", async (world, service) => {
      const person = world.person(who);
      await world.deliver(
        {
          people: [person],
          sentence: `${person.name} has everything erased.`,
          send: async () =>
            service.call(world, "DELETE", "/v1/me", {
              headers: await service.asSubscriber(world, person.subscriberId),
            }),
          account({ status }) {
            if (status === 204) world.erase(person);
          },
        },
        delivery,
      );
    }),
);

const openingPage = somebody.map(
  (who) =>
    new Act("page-link", async (world, service) => {
      const person = world.person(who);
      world.story.tell(`${person.name} opens their own page from the app.`);
      const headers = await service.asSubscriber(world, person.subscriberId);
      const { status, text } = await service.call(world, "POST", "/v1/me/page-links", { headers });
      if (status === 429) return;
      if (status !== 201) world.diverge(`the page is refused (${status}): ${text}`);
      const { url, expiresAt } = pageLinkSchema.parse(JSON.parse(text));
      const path = new URL(url).pathname;
      world.keepPageLink({ person, path, madeBy: "self", expiresAt: Date.parse(expiresAt) });
    }),
);

const holderOf = ({ person, madeBy }: PageLink) =>
  madeBy === "self" ? `${person.name}, on their own page,` : `Somebody, on ${person.name}'s page that ${madeBy} made,`;

export function pressOnPage(world: World, service: Service, link: PageLink, scope: Scope, value: ChoiceValue): Call {
  const { person, path, madeBy, expiresAt } = link;
  return {
    people: [person],
    sentence: `${holderOf(link)} switches ${scope} ${OFF[value]}.`,
    send: () =>
      service.call(world, "POST", `${path}?${trackersOf(person.phone.trackers)}`, {
        headers: { ...FORM, Accept: "text/html" },
        body: new URLSearchParams({ [OFF[value]]: scope }).toString(),
      }),
    account(reply) {
      const said = { scope, value, by: madeBy, channel: "web" } as const;
      if (world.now >= expiresAt) {
        // The link is too old; an out may be taken all the same.
        if (reply.status === 200 && value === "out") world.say(person, said, true);
        return;
      }
      if (!world.mustTake(reply, value)) return;
      const entry = world.say(person, said);
      keepButton(world, { person, path, entry, by: madeBy, expiresAt }, reply.text);
    },
  };
}

const trackersOf = (trackers: Readonly<Record<string, string>>) => new URLSearchParams(trackers).toString();

/** Keeps the button that a page offers to take the press back, if it offers one. */
function keepButton(world: World, button: Omit<UndoButton, "value">, html: string): void {
  const [, value] = /name="undo" value="([^"]+)"/.exec(html) ?? [];
  if (value !== undefined) world.keepUndoButton({ ...button, value });
}

const pressing = fc.record({ which: anyOfThem, scope: someScope, value: someValue, delivery: someDelivery }).map(
  ({ which, scope, value, delivery }) =>
    new Act(
      "page",
      async (world, service) => {
        const link = pick(world.pageLinks, which);
        if (link !== undefined) await world.deliver(pressOnPage(world, service, link, scope, value), delivery);
      },
      ({ pageLinks }) => pageLinks.length > 0,
    ),
);

const undoing = fc.record({ which: anyOfThem, delivery: someDelivery }).map(
  ({ which, delivery }) =>
    new Act(
      "undo-button",
      async (world, service) => {
        const button = pick(world.undoButtons, which);
        if (button !== undefined) await world.deliver(pressUndo(world, service, button), delivery);
      },
      ({ undoButtons }) => undoButtons.length > 0,
    ),
);

/** Takes back exactly what the press before had added, and only while nothing was said since. */
export function pressUndo(
  world: World,
  service: Service,
  { person, path, value, entry, by, expiresAt }: UndoButton,
): Call {
  const whose = path.startsWith("/o/") ? "an off link" : by === "self" ? "their own page" : `the page that ${by} made`;
  return {
    people: [person],
    sentence: `Somebody presses “undo” on a page of ${person.name}'s, opened by ${whose}${entry === undefined ? ", after a press that had added nothing" : ""}.`,
    send: () =>
      service.call(world, "POST", path, {
        headers: { ...FORM, Accept: "text/html" },
        body: new URLSearchParams({ undo: value }).toString(),
      }),
    account({ status }) {
      if (world.now >= expiresAt || status !== 200) return;
      world.takeBack(person, entry, by);
    },
  };
}

export function pressOffLink(
  world: World,
  service: Service,
  link: OffLink,
  reach: "own" | "category" | "all",
  isOneClick: boolean,
): Call {
  const { person, path, madeBy } = link;
  const whose = madeBy === "self" ? "" : ` that ${madeBy} made`;
  const category = categoryOf(world, link.scope);
  const wider: Scope = reach === "category" && category !== undefined ? `category:${category}` : "all";
  const scope = reach === "own" || isOneClick ? link.scope : wider;
  return {
    people: [person],
    sentence: `Somebody presses off for ${scope} on ${person.name}'s off link for ${link.scope}${whose}${isOneClick ? " by one click" : ""}.`,
    send: () =>
      service.call(world, "POST", path, {
        headers: { ...FORM, Accept: "text/html" },
        body: isOneClick ? "List-Unsubscribe=One-Click" : new URLSearchParams({ scope }).toString(),
      }),
    account(reply) {
      world.mustTake(reply, "out");
      const entry = world.say(person, { scope, value: "out", by: madeBy, channel: "link" });
      keepButton(world, { person, path, entry, by: madeBy, expiresAt: world.now + DAY_MS }, reply.text);
    },
  };
}

/** The category of an off link's theme, as it is live. */
function categoryOf({ themes }: World, scope: Scope): string | undefined {
  return scope.startsWith("theme:") ? themes.get(scope.slice("theme:".length))?.category : undefined;
}

const linking = fc
  .record({
    which: anyOfThem,
    reach: fc.constantFrom("own" as const, "category" as const, "all" as const),
    isOneClick: fc.boolean(),
    delivery: someDelivery,
  })
  .map(
    ({ which, reach, isOneClick, delivery }) =>
      new Act(
        "off-link",
        async (world, service) => {
          const link = pick(world.offLinks.values(), which);
          if (link !== undefined) await world.deliver(pressOffLink(world, service, link, reach, isOneClick), delivery);
        },
        ({ offLinks }) => offLinks.size > 0,
      ),
  );

/** Scanners and messengers open every link that they see; that changes nothing (6). */
const scanning = fc
  .record({ which: anyOfThem, method: fc.constantFrom("GET", "HEAD"), isTracked: fc.boolean(), isPage: fc.boolean() })
  .map(
    ({ which, method, isTracked, isPage }) =>
      new Act(
        "scan",
        async (world, service) => {
          const link = isPage ? pick(world.pageLinks, which) : pick(world.offLinks.values(), which);
          if (link === undefined) return;
          const isOpen = !("expiresAt" in link) || world.now < link.expiresAt;
          const query = isTracked ? "?fbclid=IwAR0x&utm_source=sms" : "";
          world.touched.add(link.person);
          world.story.tell(
            `A browser opens (${method}) ${link.path.slice(0, 3)}{token}${query} of ${link.person.name}.`,
          );
          const { status, text } = await service.call(world, method, `${link.path}${query}`, {
            headers: { Accept: "text/html" },
          });
          if (isOpen && status !== 200) world.diverge(`the page is refused (${status}): ${text.slice(0, 300)}`);
        },
        ({ offLinks, pageLinks }) => offLinks.size + pageLinks.length > 0,
      ),
  );

export const WORD_ACTS: readonly ActSource[] = [
  { kind: "app", weight: 16, arbitrary: choosing },
  { kind: "wish", weight: 4, arbitrary: wishing },
  { kind: "both-lines", weight: 3, arbitrary: choosingForBoth },
  { kind: "erase", weight: 1, arbitrary: erasing },
  { kind: "page-link", weight: 4, arbitrary: openingPage },
  { kind: "page", weight: 8, arbitrary: pressing },
  { kind: "undo-button", weight: 9, arbitrary: undoing },
  { kind: "off-link", weight: 8, arbitrary: linking },
  { kind: "scan", weight: 3, arbitrary: scanning },
];
