import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { categoryOfFeast, FEAST_FACTS } from "../../../src/domain/campaign/feast.ts";
import { FEASTS } from "../../../src/domain/campaign/schedule.ts";

describe("what feasts carry", () => {
  it("is the same in the definitions that come along as where no policy says anything", () => {
    expect(bundledDefinitions.feasts.map(({ key }) => key)).toEqual([...FEASTS]);
    for (const { key, category } of bundledDefinitions.feasts) expect(category).toBe(FEAST_FACTS[key].category);
  });

  it("is in no policy's silence harmless", () => {
    expect(categoryOfFeast("ramadan", [])).toBe("religion");
    expect(categoryOfFeast("ramadan", [{ key: "ramadan", category: null }])).toBeNull();
  });

  it("is kept only in regions that the operator's dictionary knows", () => {
    const known = bundledDefinitions.attributes.find(({ key }) => key === "region")?.values?.map(({ value }) => value);
    const named = FEASTS.flatMap((feast) => FEAST_FACTS[feast].regions ?? []);
    expect(named.filter((region) => known?.includes(region) !== true)).toEqual([]);
    expect(named).toContain("RU-SA");
  });
});
