import type { Language } from "../label.ts";
import type { Asked } from "./asked.ts";
import type { Undoable } from "./undoable.ts";
import type { ThemeLexicon } from "./lexicon.ts";
import type { MessageScope } from "./understanding.ts";

/** What a message is understood by besides its text. */
export interface MessageContext {
  readonly lexicon: ThemeLexicon;
  /** The theme that the person sees now. */
  readonly shownTheme?: string | undefined;
  /** What "put it back" would take back; undefined if that isn't known. */
  readonly undoes?: Undoable | undefined;
  /** Whether switching this on lifts an `out`: then every word of the wish has to be accounted for. */
  readonly mustBePlain?: ((scope: MessageScope) => boolean) | undefined;
  /** Whether switching this on shows what is sensitive: then its clause has to be certain. */
  readonly isSensitive?: ((scope: MessageScope) => boolean) | undefined;
  /** What a bare STOP means while nothing is shown; everything if nobody knows better. */
  readonly meantByStop?: MessageScope | undefined;
  /** Nobody but Garland is written to on this channel: then nothing need be named. */
  readonly isOurs?: boolean | undefined;
  /** What we asked last, if nothing was said since. */
  readonly asked?: Asked | undefined;
  /** Of the answer to a text that is in no language, such as "0". */
  readonly language?: Language | undefined;
}
