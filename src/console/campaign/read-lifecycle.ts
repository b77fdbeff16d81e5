import type { Lifecycle } from "../../domain/campaign/lifecycle.ts";
import type { Stored } from "../api/queries.ts";

/** The stored lifecycle as the domain knows it. */
export function readLifecycle({ lifecycle }: Stored): Lifecycle | undefined {
  // Parsed boundary: the answer was checked; the schema's optional members differ from the domain's only in `undefined`.
  return lifecycle as Lifecycle | undefined;
}
