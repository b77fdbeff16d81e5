/** Languages that subscribers speak beside Russian, and can switch off in. */
export const TONGUES = ["uk", "be", "kk", "tt", "ba", "uz", "tg", "ky"] as const;

export type Tongue = (typeof TONGUES)[number];
