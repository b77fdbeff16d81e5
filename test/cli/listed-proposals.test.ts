import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { openDefinitionService, type PastProposal } from "../../src/cli/definition-service.ts";

let server: Server | undefined;
afterEach(() => void server?.close());

const PROPOSAL: PastProposal = {
  id: 1,
  state: "carried",
  reason: "as we agreed",
  proposedBy: "person:vera",
  proposedAt: 0,
  direction: "loosens",
  sentence: { ru: "Второй человек.", en: "A second person." },
  changes: [],
  lines: [],
  declines: [],
  closed: { by: "person:boris", at: 1, why: null, sentence: null },
};

/** Newest first. */
const withIds = (latest: number, state: PastProposal["state"]): readonly PastProposal[] =>
  Array.from({ length: latest }, (_, index) => ({ ...PROPOSAL, id: latest - index, state }));

/** Serves what `listPage` gives for what is asked. */
async function serve(listPage: (query: URLSearchParams) => readonly PastProposal[]) {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://service.test");
    const body =
      pathname === "/v1/whoami"
        ? { kind: "person", id: "anna", name: "Anna", roles: ["marketer"] }
        : { items: listPage(searchParams) };
    response.writeHead(200, { "Content-Type": "application/json", Connection: "close" }).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return openDefinitionService(new URL(`http://127.0.0.1:${port}`), "a key");
}

describe("what a push compares with", () => {
  it.each([0, 99, 100, 101, 250])(
    "is every proposal that was ever closed, and each open one once: %i",
    async (count) => {
      const open = [{ ...PROPOSAL, id: 1_000, state: "open" as const, closed: null }];
      const closed = withIds(count, "carried");
      const service = await serve((query) => {
        const before = query.get("before");
        const page = closed.filter(({ id }) => id < Number(before ?? Infinity)).slice(0, Number(query.get("limit")));
        return before === null ? [...open, ...page] : page;
      });
      const { proposals, caller } = await service.listProposals();
      expect(proposals.map(({ id }) => id)).toEqual([...open, ...closed].map(({ id }) => id));
      expect(caller).toBe("person:anna");
    },
  );

  it("is not asked of a service that lists the same page without end", async () => {
    const service = await serve(() => withIds(100, "declined"));
    await expect(service.listProposals()).rejects.toThrow("again and again");
  });
});
