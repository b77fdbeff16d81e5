import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** An issuer as an operator has one, with a key of its own: production takes no tokens of the built-in one. */
export interface OwnIssuer {
  readonly name: string;
  /** Its public key, for `SUBSCRIBER_JWKS` and `STAFF_JWKS`. */
  readonly keySet: string;
  /** A subscriber's token, good for an hour from the instant (epoch milliseconds). */
  sign(subscriberId: string, at: number): Promise<string>;
}

export async function openOwnIssuer(): Promise<OwnIssuer> {
  const name = "https://issuer.example";
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  return {
    name,
    keySet: JSON.stringify({ keys: [await exportJWK(publicKey)] }),
    sign(subscriberId, at) {
      const issuedAt = Math.floor(at / 1000);
      const claims = { sub: subscriberId, iss: name, aud: "garland", iat: issuedAt, exp: issuedAt + 3600 };
      return new SignJWT(claims).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
    },
  };
}
