import { z } from "zod";
import { call } from "../support/fault-people.ts";
import type { Random } from "./random.ts";

/** What the clients know of the service: where it is now, and who they are there. */
export interface World {
  readonly random: Random;
  /** The service of now; it may be gone at any moment. */
  origin(): string;
  /** Of people and staff; development issues tokens to anybody, and they outlive a restart. */
  readonly tokens: Map<string, string>;
  /** A number that nobody has had yet. */
  draw(): number;
  /** Counts an act that was acknowledged. */
  count(act: string): void;
  /** Where webhooks lead. */
  readonly receiver: string;
  /** What the receiver was told, by kind. */
  readonly heard: Map<string, number>;
}

type Answer = Awaited<ReturnType<typeof call>>;

const tokenSchema = z.object({ token: z.string() });

export function ask(world: World, path: string, options: Parameters<typeof call>[2] = {}): Promise<Answer> {
  return call({ origin: world.origin() }, path, options);
}

async function findToken(world: World, path: string, body: object): Promise<string> {
  const key = JSON.stringify(body);
  const known = world.tokens.get(key);
  if (known !== undefined) return known;
  const { status, text } = await ask(world, path, { body });
  // Without a token it is asked as nobody, and refused.
  if (status !== 200) return "";
  const { token } = tokenSchema.parse(JSON.parse(text));
  world.tokens.set(key, token);
  return token;
}

export async function asPerson(
  world: World,
  subscriberId: string,
  path: string,
  options: Parameters<typeof call>[2] = {},
): Promise<Answer> {
  return ask(world, path, { ...options, token: await findToken(world, "/dev/tokens", { subscriberId }) });
}

export async function asStaff(
  world: World,
  name: string,
  path: string,
  options: Parameters<typeof call>[2] = {},
): Promise<Answer> {
  const token = await findToken(world, "/dev/staff-tokens", { name, roles: ["admin"] });
  return ask(world, path, { ...options, token });
}

/** Something acknowledged that must hold from now on, after every restart. */
export interface Promised {
  readonly name: string;
  /** It comes by itself, some time after it was promised, so it is looked at in the end. */
  readonly isLater?: boolean;
  /** What is wrong; undefined: it holds. Throws if the service could not be asked. */
  check(world: World): Promise<string | undefined>;
}

/** Acts, one after another; each that was acknowledged is promised. */
export type Story = (world: World, promise: (promised: Promised) => void) => Promise<void>;

/** The body of an answer that must be there; throws if the service could not be asked, so that it is asked again. */
export function read<Body>({ status, text }: Answer, schema: z.ZodType<Body>): Body {
  if (status !== 200) throw new Error(`not answered: ${status} ${text.slice(0, 200)}`);
  return schema.parse(JSON.parse(text));
}
