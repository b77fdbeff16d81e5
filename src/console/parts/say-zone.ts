import type { Texts } from "../texts/en.ts";
import { dateFormat } from "./date-format.ts";

/** A zone as people know it: its city and how far its clocks are from UTC, such as "Yekaterinburg, UTC+5". */
export function sayZone(zone: string, t: Texts): string {
  const parts = dateFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts();
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "UTC") ?? "";
  return `${t.cities[zone] ?? zone.replace(/^.*\//, "").replaceAll("_", " ")}, ${offset}`;
}
