import { z } from "zod";

const AGREES = /^(\/v1\/campaigns\/[^/:]+):(approve|confirm|lift)$/;
const REVIEWS = /^\/v1\/themes\/([^/:]+):review$/;

const campaignSchema = z.object({
  tags: z
    .object({ review: z.string().optional(), live: z.string().optional(), lift: z.string().optional() })
    .optional(),
});
const policySchema = z.object({ themes: z.array(z.object({ theme: z.string(), haltedBy: z.string() })) });

/** Whoever agrees to something reads it before: the body of such a call with what was seen, of other calls as it is. */
export async function readBefore(
  path: string,
  body: unknown,
  read: (path: string) => Promise<string>,
): Promise<unknown> {
  if (typeof body !== "object" || body === null || "seen" in body) return body;
  const seen = await readSeen(path, read);
  return seen === undefined ? body : { ...body, seen };
}

async function readSeen(path: string, read: (path: string) => Promise<string>): Promise<string | undefined> {
  const [, campaign, step] = AGREES.exec(path) ?? [];
  if (campaign !== undefined) {
    const { tags } = campaignSchema.catch({}).parse(JSON.parse(await read(campaign)));
    if (step === "lift") return tags?.lift;
    return step === "confirm" ? tags?.live : tags?.review;
  }
  const [, theme] = REVIEWS.exec(path) ?? [];
  if (theme === undefined) return undefined;
  const { themes } = policySchema.catch({ themes: [] }).parse(JSON.parse(await read("/v1/policy")));
  return themes.find((policy) => policy.theme === theme)?.haltedBy;
}
