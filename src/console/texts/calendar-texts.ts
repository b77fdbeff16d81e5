import { enCalendar } from "./calendar-en.ts";
import { ruCalendar } from "./calendar-ru.ts";

/** They come with the calendar and the form of a campaign. */
export const CALENDAR_TEXTS = { ru: ruCalendar, en: enCalendar } as const;
