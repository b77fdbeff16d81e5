import type { Language } from "../label.ts";
import type { MessageContext } from "./message-context.ts";
import { readMessage, type Message } from "./read-message.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Reads a text, or a part of one. `language`: of a text that is in none. */
export type Read = (text: string, language?: Language) => Message;

/** What a message is understood by, and the reading of its parts. */
export interface ReadingContext extends MessageContext {
  readonly read: Read;
}

/** Reads for as long as one message is understood: whoever looks at a part that somebody has read is given that reading. */
export function openReading(vocabulary: Vocabulary): Read {
  const known = new Map<string, Message>();
  return (text, language = "ru") => {
    const name = `${language} ${text}`;
    const message = known.get(name) ?? readMessage(text, vocabulary, language);
    known.set(name, message);
    return message;
  };
}
