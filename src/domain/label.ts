/** Languages in which Garland speaks to people. A new language is a row here and a text in each label. */
export const LANGUAGES = ["ru", "en"] as const;

export type Language = (typeof LANGUAGES)[number];

/** The same words for a person, in every language. */
export type Label = Readonly<Record<Language, string>>;
