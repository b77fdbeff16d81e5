/** A key as an operator makes one: production takes no other. */
export const RANDOM_KEY = "iGKqClQ0MBs0DpJ4WaclEqG4HmHarnivY-HmYy9c19o";

/** Another one. */
export const OTHER_KEY = "6nYQe1m0y3H7b8Jc2sTz4uVfXwK5dLrA9pGhNqBiCoE";

/** A key set of which nobody has the private key: whoever trusts it trusts nobody who could come. */
export const LONELY_KEY_SET = JSON.stringify({ keys: [{ kty: "OKP", crv: "Ed25519", x: RANDOM_KEY, kid: "lonely" }] });
