interface SparklineProps {
  readonly points: readonly { readonly at: number; readonly value: number }[];
  /** The whole story in words. */
  readonly label: string;
}

const WIDTH = 120;
const HEIGHT = 28;

/** How a number grew: its own scale from zero, no axes. Time is true to scale. */
export function Sparkline({ points, label }: SparklineProps) {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || last.at === first.at) return null;
  const highest = Math.max(1, ...points.map(({ value }) => value));
  const corners = points.map(({ at, value }) => {
    const x = ((at - first.at) / (last.at - first.at)) * WIDTH;
    const y = HEIGHT - 1 - (value / highest) * (HEIGHT - 3);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="sparkline"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path className="area" d={`M0 ${HEIGHT}L${corners.join("L")}L${WIDTH} ${HEIGHT}Z`} />
      <path className="line" d={`M${corners.join("L")}`} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
