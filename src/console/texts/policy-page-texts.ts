import { enPolicy } from "./policy-en.ts";
import { ruPolicy } from "./policy-ru.ts";

/** They come with the page of policy. */
export const POLICY_TEXTS = { ru: ruPolicy, en: enPolicy } as const;
