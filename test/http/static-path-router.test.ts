import fc from "fast-check";
import { TrieRouter } from "hono/router/trie-router";
import { expect, it } from "vitest";
import { StaticPathRouter } from "../../src/http/static-path-router.ts";

const paths = fc.constantFrom("*", "/a", "/a/b", "/a/:x", "/a/*", "/:x/b", "/b", "/b/:x/c");
const methods = fc.constantFrom("GET", "POST", "ALL");
const routes = fc.array(fc.tuple(methods, paths), { maxLength: 12 });
const questions = fc.array(
  fc.tuple(fc.constantFrom("GET", "POST", "BREW"), fc.constantFrom("/a", "/a/b", "/a/c", "/b", "/b/x/c", "/c")),
  { maxLength: 12 },
);

it("finds what the router inside it finds, the second time as well", () => {
  fc.assert(
    fc.property(routes, questions, (table, asked) => {
      const plain = new TrieRouter<string>();
      const remembering = new StaticPathRouter(new TrieRouter<string>());
      for (const [index, [method, path]] of table.entries()) {
        plain.add(method, path, `${index}`);
        remembering.add(method, path, `${index}`);
      }
      for (const [method, path] of [...asked, ...asked]) {
        expect(remembering.match(method, path)).toEqual(plain.match(method, path));
      }
    }),
  );
});

it("takes a route that is added after it was asked", () => {
  const router = new StaticPathRouter(new TrieRouter<string>());
  router.add("GET", "/a", "first");
  expect(router.match("GET", "/a")[0].length).toBe(1);
  router.add("GET", "/a", "second");
  expect(router.match("GET", "/a")[0].length).toBe(2);
});
