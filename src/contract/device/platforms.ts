export const PLATFORMS = ["ios", "android"] as const;

export type Platform = (typeof PLATFORMS)[number];
