/** The header of a reply that is for one person, and that nobody else's cache may keep. */
export const PRIVATE = { "Cache-Control": "private, no-store" };
