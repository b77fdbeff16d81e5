import type { Label } from "../label.ts";
import { MOST_EARLIER } from "./succession.ts";

/** Why one more change of a running campaign's audience is refused. */
export const TOO_MANY_AUDIENCES: Label = {
  ru: `Аудиторию этой кампании на ходу меняли уже ${MOST_EARLIER} раз, и люди из каждой прежней ещё видят украшение. Верните одну из прежних аудиторий или дождитесь конца сезона. Можно и остановить кампанию и запустить её заново, но тогда украшение пропадёт у всех.`,
  en: `The audience of this campaign was changed ${MOST_EARLIER} times while it ran, and people of each earlier one still have the decoration. Go back to one of the earlier audiences, or wait for the end of the season. You can also stop the campaign and start it anew, but then everybody loses the decoration.`,
};
