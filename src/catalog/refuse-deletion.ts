import { inBoth, type Failure } from "../contract/problem.ts";

/** What somebody else uses can't be deleted. */
export function refuseInUse(kind: string, key: string, users: readonly string[]): Failure {
  return {
    type: "conflict",
    ...inBoth({
      ru: `«${key}» (${kind}) используется: сначала уберите из того, что названо в issues.`,
      en: `The ${kind} "${key}" is in use; first take it out of what is listed in issues.`,
    }),
    issues: users.map((user) => ({ path: user, message: "uses it" })),
  };
}

/** What runs can't be deleted. */
export function refuseRunning(state: string): Failure {
  return {
    type: "conflict",
    ...inBoth({
      ru: `Кампания ещё идёт (${state}). Остановите её, прежде чем удалять.`,
      en: `The campaign is ${state}; stop it before you delete it.`,
    }),
  };
}
