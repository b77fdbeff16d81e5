import type { Label } from "../label.ts";
import { MOST_EARLIER } from "./succession.ts";

/** Why one more change of a running campaign's audience is refused. */
export const TOO_MANY_AUDIENCES: Label = {
  ru: `Аудиторию этой кампании на ходу меняли уже ${MOST_EARLIER} раз. Кто из прежних успел увидеть украшение, сохраняет его, и за каждой прежней до конца сезона присматривает свой страж; больше их не может быть. Верните одну из прежних аудиторий или дождитесь конца сезона. Можно и остановить кампанию и запустить её заново, но тогда украшение пропадёт у всех.`,
  en: `The audience of this campaign was changed ${MOST_EARLIER} times while it ran. Whoever of the earlier ones has seen the decoration keeps it, and each is watched by a guard of its own until the season ends; there can't be more of them. Go back to one of the earlier audiences, or wait for the end of the season. You can also stop the campaign and start it anew, but then everybody loses the decoration.`,
};
