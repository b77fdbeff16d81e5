import type { Json } from "./json.ts";

/** The same as it is stored and sent: without what is undefined. */
export function toJson(value: object): Json {
  // Parsed boundary: what was checked is plain JSON.
  return JSON.parse(JSON.stringify(value)) as Json;
}
