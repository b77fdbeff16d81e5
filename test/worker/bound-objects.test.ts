import { env } from "cloudflare:workers";
import { expect, expectTypeOf, it } from "vitest";
import type { BoundObjects } from "../../src/contract/rpc/objects.ts";

/** The class of the objects behind a binding, as wrangler.toml has it. */
type ClassOf<Binding> = Binding extends DurableObjectNamespace<infer Class> ? Class : never;

/** Bindings of objects. */
type Bound = { [Name in keyof Env as Env[Name] extends DurableObjectNamespace ? Name : never]: ClassOf<Env[Name]> };

it("is by its interface that the object behind each binding is called, to the compiler", () => {
  expectTypeOf<Bound>().toExtend<BoundObjects>();
  expectTypeOf<keyof Bound>().toEqualTypeOf<keyof BoundObjects>();
  expect(Object.keys(env)).toEqual(expect.arrayContaining(["SHARD", "CATALOG", "GUARD", "EVENTS"]));
});
