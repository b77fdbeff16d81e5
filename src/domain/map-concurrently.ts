/** Maps with at most `limit` calls under way at once; answers in order. The first failure ends it. */
export async function mapConcurrently<Item, Mapped>(
  items: readonly Item[],
  limit: number,
  map: (item: Item) => Promise<Mapped>,
): Promise<readonly Mapped[]> {
  const mapped: Mapped[] = [];
  const remaining = items.entries();
  async function work(): Promise<void> {
    for (const [index, item] of remaining) mapped[index] = await map(item);
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return mapped;
}
