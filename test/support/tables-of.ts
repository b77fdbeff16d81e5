/** The tables that a history of migrations ends with. */
export function tablesOf(migrations: string): readonly string[] {
  const steps = migrations.matchAll(
    /\b(?:create table(?: if not exists)? ["'`[]?(\w+)|drop table(?: if exists)? ["'`[]?(\w+)|alter table ["'`[]?(\w+)\W+rename to ["'`[]?(\w+))/gi,
  );
  const tables = new Set<string>();
  for (const [, created, dropped, from, to] of steps) {
    if (created !== undefined) tables.add(created);
    if (dropped !== undefined) tables.delete(dropped);
    if (from !== undefined && to !== undefined) {
      tables.delete(from);
      tables.add(to);
    }
  }
  return [...tables];
}
