import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const http = join(import.meta.dirname, "../../src/http");
const app = readFileSync(join(http, "app.ts"), "utf8");
const files = readdirSync(join(http, "routes"), { recursive: true, encoding: "utf8" });
const registered = /export const routeGroups = \[([^\]]*)\]/.exec(app)?.[1]?.match(/\w+/g) ?? [];
const imported = new Map(
  [...app.matchAll(/import \{([^}]*)\} from "\.\/routes\/([^"]+)"/g)].map(([, names = "", file = ""]) => [
    file,
    names.match(/\w+/g) ?? [],
  ]),
);

describe("a file of src/http/routes", () => {
  it.each(files)("has one group of routes, which the app registers: %s", (file) => {
    const text = readFileSync(join(http, "routes", file), "utf8");
    const groups = [...text.matchAll(/\bcreateRoutes\(\)/g)];
    const [group = ""] = [...text.matchAll(/^export const (\w+) = createRoutes\(\);$/gm)].map(([, name]) => name);
    expect({ group, groups: groups.length }).toEqual({ group: expect.stringMatching(/Routes$/), groups: 1 });
    expect(registered).toContain(group);
    expect(imported.get(file)).toContain(group);
  });

  it("is where every group comes from that the app registers, each once", () => {
    expect(new Set(registered).size).toBe(files.length);
    expect(registered).toHaveLength(files.length);
  });
});
