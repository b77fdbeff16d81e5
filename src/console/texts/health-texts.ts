import { enHealth } from "./health-en.ts";
import { ruHealth } from "./health-ru.ts";

/** They come with the page of the service's health. */
export const HEALTH_TEXTS = { ru: ruHealth, en: enHealth } as const;
