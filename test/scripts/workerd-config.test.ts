import { describe, expect, it } from "vitest";
import { describeWorkerd } from "../../scripts/workerd-config.ts";

const describeWith = (mayCallPrivate: boolean, isClosed = false) =>
  describeWorkerd({
    address: "127.0.0.1:8080",
    entry: "index.js",
    objects: { CATALOG: "Catalog" },
    variables: [],
    storage: "/var/lib/garland/objects",
    mayCallPrivate,
    isClosed,
  });

describe("workerd's configuration", () => {
  it("lets webhooks connect to private networks only if the settings do, and issuers of tokens always", () => {
    const issuers = '(name = "internet", network = (allow = ["public", "private"],';
    expect(describeWith(false)).toContain('(name = "outside", network = (allow = ["public"],');
    expect(describeWith(true)).toContain('(name = "outside", network = (allow = ["public", "private"],');
    for (const may of [true, false]) {
      expect(describeWith(may)).toContain(issuers);
      expect(describeWith(may)).toContain('(name = "OUTSIDE", service = "outside")');
    }
  });

  it("lets nobody be called at all where the service is only tried out", () => {
    const allowed = describeWith(true, true).match(/allow = \[.*?\]/g);
    expect(allowed).toEqual(["allow = []", "allow = []"]);
  });

  it("reads how much room the disk has where somebody tells, and nothing of the kind elsewhere", () => {
    const setup = { address: "127.0.0.1:8080", entry: "index.js", objects: {}, variables: [], storage: "/objects" };
    const told = describeWorkerd({ ...setup, mayCallPrivate: false, space: "/dev/shm/garland-space-x" });
    expect(told).toContain('(name = "SPACE", service = "space")');
    expect(told).toContain('(name = "space", disk = (path = "/dev/shm/garland-space-x"))');
    expect(describeWith(false)).not.toContain("SPACE");
  });
});
