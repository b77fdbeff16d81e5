import { MOST_ACTIONS } from "./compose-reply.ts";
import type { Reply } from "./reply.ts";

/**
 * One reply of several. "Put it back" takes back one word, and of several nobody knows which: what each did is offered the other
 * way instead.
 */
export function joinReplies(replies: readonly Reply[]): Reply {
  const [first, ...others] = replies;
  if (first === undefined || others.length === 0) return first ?? { text: "", actions: [] };
  const actions = replies
    .flatMap((reply) => reply.actions)
    .filter(({ kind, scope }) => kind !== "undo" && scope !== "all");
  const distinct = new Map(actions.map((action) => [`${action.kind} ${action.scope ?? ""}`, action]));
  return {
    text: replies.map(({ text }) => text).join("\n"),
    actions: [...distinct.values()].slice(0, MOST_ACTIONS),
  };
}
