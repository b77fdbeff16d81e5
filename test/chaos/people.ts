import { z } from "zod";
import { NEW_YEAR } from "../support/fault-people.ts";
import { asPerson, asStaff, read, type Promised, type Story, type World } from "./world.ts";

const TRAY = `/v1/tray?${new URLSearchParams({ platform: "ios", at: NEW_YEAR })}`;
const SCOPES = ["all", "theme:tree", "theme:tulip", "theme:hearts", "category:romance"] as const;
const MOST_WORDS = 5;

const heldSchema = z.object({
  operator: z.object({ isImported: z.boolean(), attributes: z.record(z.string(), z.unknown()) }),
  choices: z.array(z.object({ scope: z.string(), value: z.string() })),
});
const traySchema = z.object({ decision: z.string(), reason: z.string(), off: z.object({ url: z.string() }).nullish() });

const drawPerson = (world: World, word: string) => `${word}-${world.draw()}`;

async function readHeld(world: World, person: string) {
  return read(await asPerson(world, person, "/v1/me/export"), heldSchema);
}

async function readTray(world: World, person: string) {
  return read(await asPerson(world, person, TRAY), traySchema);
}

interface Word {
  readonly said: string;
  readonly isSure: boolean;
}

/** The first acknowledged word that is not there, in its order; those that were not acknowledged may be there or not. */
function findLost(words: readonly Word[], held: readonly string[]): string | undefined {
  let from = 0;
  for (const { said, isSure } of words) {
    const at = held.indexOf(said, from);
    if (at >= 0 && isSure) from = at + 1;
    if (at < 0 && isSure) return said;
  }
  return undefined;
}

function promiseWords(person: string, said: readonly Word[]): Promised {
  return {
    name: `words of ${person}`,
    async check(world) {
      // What is said while it is looked at is for the next time.
      const words = [...said];
      const { choices } = await readHeld(world, person);
      const held = choices.map(({ scope, value }) => `${value} ${scope}`);
      const lost = findLost(words, held);
      if (lost !== undefined) return `${lost} is lost; there is: ${held.join(", ") || "nothing"}`;
      if (words.at(-1)?.said !== "out all" || words.at(-1)?.isSure !== true) return undefined;
      const { decision, reason } = await readTray(world, person);
      return decision === "none" || said.length > words.length
        ? undefined
        : `is shown something (${reason}) after they switched all off`;
    },
  };
}

/** Words of one person, outs and ins and wishes. No two in a row have one scope, so that each is news. */
export const sayWords: Story = async (world, promise) => {
  const person = drawPerson(world, "words");
  const words: Word[] = [];
  promise(promiseWords(person, words));
  let last = "";
  const count = 1 + world.random.below(MOST_WORDS);
  for (let index = 0; index < count; index++) {
    const scope = world.random.pick(SCOPES);
    if (scope === last) continue;
    last = scope;
    const theme = /^theme:(.*)/.exec(scope)?.[1];
    const isWish = theme !== undefined && world.random.next() < 0.3;
    const value = isWish || world.random.next() < 0.3 ? "in" : "out";
    const { status } = isWish
      ? await asPerson(world, person, "/v1/me/wishes", { body: { theme } })
      : await asPerson(world, person, "/v1/me/choices", { body: { scope, value } });
    const isSure = status === 200;
    words.push({ said: `${value} ${scope}`, isSure });
    if (isSure) world.count(isWish ? "wishes" : value === "out" ? "outs" : "ins");
  }
};

/** An off link from a tray, pressed by a program. */
export const pressLink: Story = async (world, promise) => {
  const person = drawPerson(world, "link");
  const tray = await asPerson(world, person, TRAY);
  const parsed = traySchema.safeParse(tray.status === 200 ? JSON.parse(tray.text) : undefined);
  const url = parsed.data?.off?.url;
  if (url === undefined) return;
  const { status } = await asPerson(world, person, new URL(url).pathname, {
    body: "List-Unsubscribe=One-Click",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
  });
  if (status !== 200 && status !== 204) return;
  world.count("links");
  promise({
    name: `press of the link of ${person}`,
    async check(now) {
      const { choices } = await readHeld(now, person);
      return choices.some(({ value }) => value === "out") ? undefined : "the out is lost";
    },
  });
};

/** A message that switches everything off. */
export const writeMessage: Story = async (world, promise) => {
  const person = drawPerson(world, "message");
  const body = { subscriberId: person, text: "СТОП", channel: "sms", messageId: person };
  const { status } = await asStaff(world, "gateway", "/v1/messages", { body });
  if (status !== 200) return;
  world.count("messages");
  promise(promiseWords(person, [{ said: "out all", isSure: true }]));
};

/** An erasure, which takes the ins and leaves the outs. */
export const eraseMe: Story = async (world, promise) => {
  const person = drawPerson(world, "erased");
  const said = await asPerson(world, person, "/v1/me/choices", { body: { scope: "theme:tulip", value: "in" } });
  const off = await asPerson(world, person, "/v1/me/choices", { body: { scope: "theme:tree", value: "out" } });
  const { status } = await asPerson(world, person, "/v1/me", { method: "DELETE" });
  if (said.status !== 200 || off.status !== 200 || status !== 204) return;
  world.count("erasures");
  promise({
    name: `erasure of ${person}`,
    async check(now) {
      const held = (await readHeld(now, person)).choices.map(({ scope, value }) => `${value} ${scope}`);
      return held.join(", ") === "out theme:tree" ? undefined : `there is: ${held.join(", ") || "nothing"}`;
    },
  });
};

const ROWS = 12;
const PHONE_DIGITS = 7;

/** A file of people with their numbers; one that breaks off is sent again under its key. Then a gift to one of them. */
export const importPeople: Story = async (world, promise) => {
  const key = drawPerson(world, "import");
  const number = world.draw();
  const phone = `+7999${String(number).padStart(PHONE_DIGITS, "0")}`;
  const lines = Array.from({ length: ROWS }, (_, index) => ({
    subscriberId: `${key}-${index}`,
    attributes: { region: "RU-MOW" },
    ...(index === 0 && { phone }),
  }));
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const headers = { "Content-Type": "application/x-ndjson", "Idempotency-Key": key };
  let isDone = false;
  for (let attempt = 0; attempt < 4 && !isDone; attempt++) {
    isDone = (await asStaff(world, "crm", "/v1/subscribers:import", { body, headers })).status === 200;
  }
  if (!isDone) return;
  world.count("imports");
  promise({
    name: `people of ${key}`,
    async check(now) {
      for (const { subscriberId } of [lines[0], lines.at(-1)].flatMap((line) => line ?? [])) {
        const { isImported, attributes } = (await readHeld(now, subscriberId)).operator;
        if (!isImported || attributes["region"] === undefined) return `${subscriberId} is not listed`;
      }
      return undefined;
    },
  });
  const giver = drawPerson(world, "giver");
  const { status } = await asPerson(world, giver, "/v1/gifts", { body: { to: phone, theme: "tulip" } });
  if (status !== 202) return;
  world.count("gifts");
  promise({
    name: `gift to ${key}-0`,
    isLater: true,
    async check(now) {
      const waiting = read(await asPerson(now, `${key}-0`, "/v1/me/gifts"), z.object({ gifts: z.array(z.unknown()) }))
        .gifts.length;
      return waiting === 1 ? undefined : `${waiting} gifts wait instead of one`;
    },
  });
};
