/** Each way by which a file leads back to itself, once; a graph says for every file which others it imports. */
export function findCircles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = [];
  const isDone = new Set<string>();
  const trail: string[] = [];

  function follow(file: string): void {
    const start = trail.indexOf(file);
    if (start >= 0) circles.push([...trail.slice(start), file]);
    if (start >= 0 || isDone.has(file)) return;
    trail.push(file);
    for (const target of graph.get(file) ?? []) follow(target);
    trail.pop();
    isDone.add(file);
  }

  for (const file of graph.keys()) follow(file);
  return circles;
}
