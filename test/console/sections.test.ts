import { describe, expect, it } from "vitest";
import { firstSection, listSections, sectionAt } from "../../src/console/shell/sections.ts";

const addresses = (...roles: Parameters<typeof listSections>[0]) => listSections(roles).map(({ to }) => to);

describe("the console's sections", () => {
  it("are to support only those in which something of theirs can be done", () => {
    expect(addresses("support")).toEqual(["/live", "/people", "/keys"]);
    expect(firstSection(["support"])).toBe("/people");
  });

  it("are to everybody else all but single people, who are support's", () => {
    for (const role of ["viewer", "marketer", "approver", "admin"] as const) {
      expect(addresses(role)).not.toContain("/people");
      expect(firstSection([role])).toBe("/");
    }
    expect(addresses("viewer")).toHaveLength(11);
    expect(addresses("support", "admin")).toHaveLength(13);
  });

  it("show what staff asked about people to those who may read it, beside the audit", () => {
    for (const role of ["viewer", "marketer", "support"] as const) expect(addresses(role)).not.toContain("/questions");
    for (const role of ["approver", "admin"] as const) {
      const all = addresses(role);
      expect(all[all.indexOf("/audit") + 1]).toBe("/questions");
    }
  });

  it("are to whoever has no role the one that says so", () => {
    expect(addresses("channel")).toEqual(["/keys"]);
    expect(firstSection([])).toBe("/keys");
  });

  it("have all addresses below them, and no others", () => {
    expect(sectionAt("/campaigns/spring")?.to).toBe("/campaigns");
    expect(sectionAt("/")?.to).toBe("/");
    expect(sectionAt("/campaigns-of-old")).toBeUndefined();
  });
});
