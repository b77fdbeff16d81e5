import { z } from "zod";

/** Asks the service as somebody; throws with its words if it refuses. */
export type AskAs = (
  who: "marketer" | "approver",
  method: "GET" | "POST",
  path: string,
  body?: object,
) => Promise<unknown>;

const storedSchema = z.looseObject({
  key: z.string(),
  revision: z.number(),
  changedBy: z.string(),
  isAsLive: z.boolean().optional(),
  body: z.looseObject({ delivery: z.string(), stages: z.array(z.unknown()) }),
  tags: z.looseObject({ review: z.string().optional() }).optional(),
  lifecycle: z.looseObject({
    review: z.looseObject({ state: z.string() }),
    live: z
      .looseObject({ state: z.string(), approval: z.looseObject({ submittedBy: z.string() }).optional() })
      .optional(),
  }),
});

type Stored = z.infer<typeof storedSchema>;

const listSchema = z.looseObject({ items: z.array(storedSchema) });
const stepSchema = z.looseObject({ campaign: storedSchema });

/**
 * Starts the demo's campaigns with the stages that their files have, as two people of an operator would: they run from the
 * beginning, so that there is something to see, but without stages. Leaves alone what anybody has touched. Returns the
 * keys of those that it started.
 */
export async function startWithStages(ask: AskAs): Promise<readonly string[]> {
  const { items } = listSchema.parse(await ask("marketer", "GET", "/v1/campaigns"));
  const started: string[] = [];
  for (const { key } of items.filter(isUntouched)) {
    const path = `/v1/campaigns/${key}`;
    // One after the other, as each start publishes.
    // oxlint-disable-next-line no-await-in-loop
    const { campaign } = stepSchema.parse(await ask("marketer", "POST", `${path}:submit`, {}));
    // oxlint-disable-next-line no-await-in-loop
    await ask("approver", "POST", `${path}:approve`, { seen: campaign.tags?.review });
    // oxlint-disable-next-line no-await-in-loop
    await ask("marketer", "POST", `${path}:start`, {});
    started.push(key);
  }
  return started;
}

function isUntouched({ revision, changedBy, isAsLive, body, lifecycle: { review, live } }: Stored): boolean {
  if (revision !== 1 || changedBy !== "system" || isAsLive !== false || body.stages.length === 0) return false;
  if (body.delivery !== "default-on" || review.state !== "draft") return false;
  return live?.state === "running" && live.approval?.submittedBy === "system";
}
