/** The SQL of the ruleset that this shard decides with: JSON text, and at most one. */
export function openInstalledRuleset({ sql }: DurableObjectStorage) {
  return {
    read(): string | undefined {
      return sql.exec<{ body: string }>("SELECT body FROM installed_ruleset").toArray()[0]?.body;
    },

    write(version: number, body: string): void {
      sql.exec("INSERT OR REPLACE INTO installed_ruleset (only, version, body) VALUES (1, ?, ?)", version, body);
    },
  };
}
