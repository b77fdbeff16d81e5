import { enReview } from "./review-en.ts";
import { ruReview } from "./review-ru.ts";

/** They come with a campaign's page. */
export const REVIEW_TEXTS = { ru: ruReview, en: enReview } as const;
