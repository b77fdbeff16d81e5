export interface DemoPerson {
  readonly subscriberId: string;
  readonly token: string;
}

/**
 * Invented people with a phone of their own, each handed out once, so that no test sees what another chose: they are
 * of the hundred that begins with `from`. Their tokens are of `at`, or of now.
 */
export async function queueConsumers(
  origin: string,
  { from = 0, at }: { readonly from?: number; readonly at?: number } = {},
): Promise<() => DemoPerson> {
  const headers = at === undefined ? {} : { "X-Garland-Now": new Date(at).toISOString() };
  const response = await fetch(`${origin}/dev/people?from=${from}&count=100`, { headers });
  // Parsed boundary: the service has checked its answer against its schema.
  const { people } = (await response.json()) as {
    readonly people: readonly (DemoPerson & { readonly attributes: Readonly<Record<string, unknown>> })[];
  };
  const consumers = people.filter(({ attributes }) => attributes["lineType"] === "consumer").values();
  return () => {
    const { value } = consumers.next();
    if (value === undefined) throw new Error("There are no more people for tests");
    return value;
  };
}
