import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { actorOf, agentNameOf } from "../../src/contract/role.ts";

describe("an agent's name in an entry", () => {
  it("is a person's subject, and is nobody else's: no key's prefix takes it", () => {
    expect(agentNameOf("person:lena")).toBe("agent:lena");
    const principal = fc.record({
      kind: fc.constantFrom("person" as const, "service" as const),
      id: fc.oneof(fc.string(), fc.constantFrom("lena", "service:lena", "person:lena", "person:service:lena", "\n")),
    });
    fc.assert(
      fc.property(principal, principal, (one, other) => {
        const names = [one, other].map((each) => agentNameOf(actorOf({ ...each, name: "x", roles: [] })));
        const isSame = one.kind === other.kind && one.id === other.id;
        expect(names[0] === names[1]).toBe(isSame);
      }),
      { numRuns: 2_000 },
    );
  });
});
