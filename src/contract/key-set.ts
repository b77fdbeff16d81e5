import { z } from "zod";

/** A JSON Web Key Set as far as it is looked at here: what a key must be is its user's matter. */
const keySetSchema = z.object({ keys: z.array(z.looseObject({})) });

export function isKeySet(text: string): boolean {
  return parse(text) !== undefined;
}

/** An issuer without a key can't have issued anything: such a set is a fault of its server, not a revocation. */
export function isKeySetWithKeys(text: string): boolean {
  return (parse(text)?.keys.length ?? 0) > 0;
}

function parse(text: string) {
  try {
    return keySetSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
