export function RulesetsPage() {
  return null;
}
