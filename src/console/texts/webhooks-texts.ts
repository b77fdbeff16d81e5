import { enWebhooks } from "./webhooks-en.ts";
import { ruWebhooks } from "./webhooks-ru.ts";

/** They come with the page of keys, and with what an entry of the audit changed. */
export const WEBHOOKS_TEXTS = { ru: ruWebhooks, en: enWebhooks } as const;
