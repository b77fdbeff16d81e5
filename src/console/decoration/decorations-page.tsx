export function DecorationsPage() {
  return null;
}
