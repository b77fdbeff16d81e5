/** The person by SMS and in the bot; gateways deliver twice, with a message's id and without. */
import fc from "fast-check";
import { z } from "zod";
import { isScope, type ChoiceValue, type Scope } from "../../src/domain/decision/choice.ts";
import { Act, anyOfThem, somebody, someDelivery, someScope, someValue, type ActSource } from "./act.ts";
import { isRemembered } from "./keys.ts";
import { isWord } from "./model.ts";
import type { Heard, Person } from "./people.ts";
import { DAY_MS, MINUTE_MS } from "./seasons.ts";
import type { Reply, Service } from "./service.ts";
import { pick, type Call, type World } from "./world.ts";

const UNDO_WITHIN_MS = 7 * DAY_MS;
const SAME_WITHIN_MS = 10 * MINUTE_MS;

interface Saying {
  /** What is sent besides whom it is from: a text, or a button. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly quote: string;
  readonly means:
    | "undo"
    | "doubt"
    | { readonly value: ChoiceValue; /** Undefined: what is shown. */ readonly scope?: Scope };
}

const text = (quote: string, means: Saying["means"]): Saying => ({ body: { text: quote }, quote: `“${quote}”`, means });

const SAYINGS: readonly Saying[] = [
  text("уберите ёлку", { value: "out", scope: "theme:tree" }),
  text("уберите сердечки", { value: "out", scope: "theme:hearts" }),
  text("уберите снежинку", { value: "out", scope: "theme:snowflake" }),
  text("уберите тюльпан", { value: "out", scope: "theme:tulip" }),
  text("включите ёлку", { value: "in", scope: "theme:tree" }),
  text("включите сердечки", { value: "in", scope: "theme:hearts" }),
  text("включите снежинку", { value: "in", scope: "theme:snowflake" }),
  text("включите тюльпан", { value: "in", scope: "theme:tulip" }),
  text("уберите романтику", { value: "out", scope: "category:romance" }),
  text("включите романтику", { value: "in", scope: "category:romance" }),
  text("отключите все украшения", { value: "out", scope: "all" }),
  text("включите все украшения", { value: "in", scope: "all" }),
  text("turn off the tree", { value: "out", scope: "theme:tree" }),
  text("не присылайте подарки", { value: "out", scope: "gifts" }),
  text("включите подарки", { value: "in", scope: "gifts" }),
];

const STOP = text("СТОП", { value: "out" });
/** Other people's words and wishes that are taken back in the same breath: they switch nothing on. */
const DOUBTS = [
  text("муж написал: включите ёлку", "doubt"),
  text("включите сердечки? нет уж", "doubt"),
  text("> turn on the tree", "doubt"),
  text("отмените заказ", "doubt"),
  text("верните снижение", "doubt"),
];
const UNDOS = [text("верните как было", "undo"), text("отмена", "undo")];
const UNDO_BUTTON: Saying = { body: { action: { kind: "undo" } }, quote: "the button “put it back”", means: "undo" };

/** A button that says not what it puts back is about what was said here just now. */
const BUTTON_WITHIN_MS = 10 * MINUTE_MS;

const button = (scope: Scope, value: ChoiceValue): Saying => ({
  body: { action: { kind: value === "out" ? "switch-off" : "switch-on", scope } },
  quote: `the button “${value}:${scope}”`,
  means: { value, scope },
});

const someSaying: fc.Arbitrary<Saying> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...SAYINGS) },
  { weight: 2, arbitrary: fc.constant(STOP) },
  { weight: 1, arbitrary: fc.constantFrom(...DOUBTS) },
  { weight: 6, arbitrary: fc.constantFrom(...UNDOS, UNDO_BUTTON) },
  { weight: 3, arbitrary: fc.tuple(someScope, someValue).map(([scope, value]) => button(scope, value)) },
);

const answerSchema = z.object({
  done: z.string(),
  scope: z.string().nullable(),
  reply: z.object({ text: z.string() }),
});

type Answer = z.infer<typeof answerSchema>;

/** Whoever only passes on what others wrote, or means something else, is asked or referred. */
const DOES_NOTHING = ["offered-buttons", "help"];
const SWITCHED_OFF = ["off-done", "off-already"];
/** “It is on already” leaves open whether the wish is kept. */
const SWITCHED_ON = ["on-done", "scheduled", "noted", "not-planned"];

function write(
  world: World,
  service: Service,
  person: Person,
  channel: Channel,
  saying: Saying,
  key: string | undefined,
): Call {
  const isOwnId = key?.startsWith(OWN_ID) === true;
  const headers = { ...service.asChannel(), ...(key === undefined || isOwnId ? {} : { "Idempotency-Key": key }) };
  const id = isOwnId ? { messageId: key } : {};
  const by = channel === "sms" ? "by SMS" : "to the bot";
  return {
    people: [person],
    sentence: `${person.name} writes ${by}: ${saying.quote}${key === undefined ? "" : ` (message ${key})`}.`,
    send: () =>
      service.call(world, "POST", "/v1/messages", {
        headers,
        body: JSON.stringify({ subscriberId: person.subscriberId, channel, ...saying.body, ...id }),
      }),
    account: (reply) => hear(world, person, { channel, saying, key }, reply),
  };
}

type Channel = "sms" | "bot";

interface Delivered {
  readonly channel: Channel;
  readonly saying: Saying;
  readonly key: string | undefined;
}

/** Notes what follows from a message and its answer. */
function hear(world: World, person: Person, delivered: Delivered, reply: Reply): void {
  const { channel, saying, key } = delivered;
  const { means } = saying;
  if (!world.mustTake(reply, typeof means === "string" ? "in" : means.value)) return;
  const answer = answerSchema.parse(JSON.parse(reply.text));
  if (means === "doubt") {
    if (!DOES_NOTHING.includes(answer.done)) world.diverge(`the doubtful wish is answered “${answer.reply.text}”`);
    return;
  }
  const first = findFirst(world, person, delivered);
  const isRepetition = first === undefined ? "no" : first.certainty;
  if (means === "undo") undoLast(world, person, answer, isRepetition, "action" in saying.body ? channel : undefined);
  else if (means.value === "out") switchOff(world, person, channel, means.scope, answer, first);
  else if (isRepetition !== "yes" && means.scope !== undefined) {
    const isDoubtful = isRepetition === "perhaps" || answer.done === "on-needs-nothing";
    const isKept = SWITCHED_ON.includes(answer.done) || answer.done === "on-needs-nothing";
    if (isKept) world.say(person, { scope: means.scope, value: "in", by: "self", channel }, isDoubtful);
  }
  if (isRepetition === "yes") return;
  const scope = answer.scope !== null && isScope(answer.scope) ? answer.scope : undefined;
  const { spoken, history } = person;
  const entries = history.length;
  const heard = { channel, text: saying.quote, key, scope, at: world.now, spoken, entries, isErased: false };
  person.heard = [...person.heard, heard].slice(-12);
}

interface FirstDelivery {
  readonly heard: Heard;
  readonly certainty: "yes" | "perhaps";
}

/**
 * The earlier delivery of the same message: by its id for a week; without one it is the same only if it is the same
 * text, within ten minutes, on the same channel, and the person said nothing else since. An undo counts as saying.
 */
function findFirst(world: World, person: Person, { channel, saying, key }: Delivered): FirstDelivery | undefined {
  const { now } = world;
  if (key !== undefined) {
    const heard = person.heard.find((one) => one.key === key);
    return heard && { heard, certainty: isRemembered(heard.at, world) ? "yes" : "perhaps" };
  }
  const heard = person.heard.findLast((one) => one.channel === channel && one.text === saying.quote);
  if (heard === undefined || now - heard.at >= SAME_WITHIN_MS) return undefined;
  if (person.history.length !== heard.entries) return undefined;
  // Clocks have jumped; something was said meanwhile that added nothing; or it had an id then.
  const isSurely = now >= heard.at && person.spoken === heard.spoken && heard.key === undefined;
  return { heard, certainty: isSurely ? "yes" : "perhaps" };
}

/** An out is never swallowed: it is applied again to what its first delivery switched off. */
function switchOff(
  world: World,
  person: Person,
  channel: Channel,
  meant: Scope | undefined,
  answer: Answer,
  first: FirstDelivery | undefined,
): void {
  const { scope, done } = answer;
  // “Stop”, while nothing is shown, is about what was shown last, or about everything: the answer says which.
  if (!SWITCHED_OFF.includes(done) || scope === null || !isScope(scope)) {
    world.diverge(`the off is answered “${answer.reply.text}” (${done})`);
  }
  if (meant !== undefined && meant !== scope) world.diverge(`the off for ${meant} is taken for ${scope}`);
  if (first?.certainty === "yes" && !first.heard.isErased) {
    const again = first.heard.scope ?? scope;
    world.say(person, { scope: again, value: "out", by: "self", channel });
  } else {
    world.say(person, { scope, value: "out", by: "self", channel });
  }
}

/** “Put it back” takes back one word, the last one said, and never a second one by being repeated. */
function undoLast(
  world: World,
  person: Person,
  { done }: Answer,
  isRepetition: "yes" | "no" | "perhaps",
  /** Where a button was pressed. */
  pressedOn?: Channel,
): void {
  if (done !== "undone" || isRepetition === "yes") return;
  const said = person.history.toReversed();
  const certain = said.findIndex(({ isDoubtful }) => !isDoubtful);
  // If the last words may not count, the one before them may be the one that was taken back.
  const candidates = said.slice(0, certain < 0 ? said.length : certain + 1).filter(isWord);
  for (const { id, at, channel } of candidates) {
    if (channel === "import" || world.now - at > UNDO_WITHIN_MS) continue;
    if (pressedOn !== undefined && (channel !== pressedOn || Math.abs(world.now - at) > BUTTON_WITHIN_MS)) continue;
    world.takeBack(person, id, "self", isRepetition === "perhaps" || candidates.length > 1);
  }
}

const writing = fc
  .record({
    who: somebody,
    channel: fc.constantFrom("sms" as const, "bot" as const),
    saying: someSaying,
    isKeyed: fc.boolean(),
    delivery: someDelivery,
  })
  .map(
    ({ who, channel, saying, isKeyed, delivery }) =>
      new Act("message", async (world, service) => {
        const key = isKeyed ? `k${world.acts}` : undefined;
        await world.deliver(write(world, service, world.person(who), channel, saying, key), delivery);
      }),
  );

/** The channel's own id of a message, instead of a key for its delivery. */
const OWN_ID = "sms-";

const relaying = fc.record({ who: somebody, saying: someSaying, delivery: someDelivery }).map(
  ({ who, saying, delivery }) =>
    new Act("message-id", async (world, service) => {
      const key = `${OWN_ID}${world.acts}`;
      await world.deliver(write(world, service, world.person(who), "sms", saying, key), delivery);
    }),
);

/** Gateways that get no answer in time send again, minutes or days later. */
const redelivering = anyOfThem.map(
  (which) =>
    new Act(
      "redelivery",
      async (world) => {
        const call = pick(ready(world, world.sent), which);
        if (call === undefined) return;
        await world.deliver({ ...call, sentence: again(call.sentence) });
      },
      (world) => ready(world, world.sent).length > 0,
    ),
);

/** A call that was held up arrives at last. */
const arriving = anyOfThem.map(
  (which) =>
    new Act(
      "arrival",
      async (world) => {
        const call = pick(ready(world, world.held), which);
        if (call === undefined) return;
        world.held.splice(world.held.indexOf(call), 1);
        await world.deliver({ ...call, sentence: `Only now does this arrive: ${call.sentence}` });
      },
      (world) => ready(world, world.held).length > 0,
    ),
);

const ready = ({ skew }: World, calls: readonly Call[]) =>
  calls.filter(({ needsTrueClock = false }) => skew === 0 || !needsTrueClock);

const again = (sentence: string) => (sentence.startsWith("Once more: ") ? sentence : `Once more: ${sentence}`);

export const MESSAGE_ACTS: readonly ActSource[] = [
  { kind: "message", weight: 17, arbitrary: writing },
  { kind: "message-id", weight: 4, arbitrary: relaying },
  { kind: "redelivery", weight: 8, arbitrary: redelivering },
  { kind: "arrival", weight: 4, arbitrary: arriving },
];
