import { enGuardPanel } from "./guard-panel-en.ts";
import { ruGuardPanel } from "./guard-panel-ru.ts";

/** They come with the page of what runs. */
export const GUARD_PANEL_TEXTS = { ru: ruGuardPanel, en: enGuardPanel } as const;
