import { partsOf } from "../domain/decision/choice.ts";
import type { MessageRequest, PressedAction } from "../contract/rpc/rpc-messages.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import type { Language } from "../domain/label.ts";
import { lexiconOf } from "../domain/message/lexicon.ts";
import type { MessageContext } from "../domain/message/message-context.ts";
import { understandMessage } from "../domain/message/understand-message.ts";
import type { MessageScope, Understanding } from "../domain/message/understanding.ts";
import { onceForEach } from "../domain/once-for-each.ts";

type Situation = Omit<MessageContext, "lexicon">;

/** What a message, or a button, asks for. */
export function understandRequest(rules: LoadedRuleset, { said }: MessageRequest, situation: Situation): Understanding {
  if (said.kind === "button") return understandButton(said.action, said.language);
  return understandMessage(said.text, { lexicon: lexiconFor(rules), ...situation });
}

/** A button leaves nothing to be understood. */
function understandButton(action: PressedAction, language: Language): Understanding {
  const plain = {
    reasons: [],
    certainty: "sure",
    language,
    mentions: [],
    evidence: [{ rule: "a-button", words: [] }],
  } as const;
  if (action.kind === "undo") return { ...plain, intent: "undo" };
  if (action.kind === "gift")
    return { ...plain, intent: "gift", mentions: action.theme === undefined ? [] : [action.theme] };
  const { kind, key = "" } = partsOf(action.scope);
  const scope: MessageScope =
    kind === "theme" || kind === "category" ? { kind, key } : { kind: kind === "gifts" ? "gifts" : "all" };
  return { ...plain, intent: action.value === "out" ? "switch-off" : "switch-on", scope };
}

const lexiconFor = onceForEach(({ ruleset }: LoadedRuleset) => lexiconOf(ruleset.themes, ruleset.categories));
