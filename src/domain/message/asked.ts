/** A question of ours: whether the decoration may stay, what to switch off, what to switch on. */
export const ASKED = ["keep", "off", "on"] as const;

export type Asked = (typeof ASKED)[number];
