/** Upper bounds in seconds. The first ones tell a decision in memory from one that waited for its object. */
const BOUNDS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

type Labels = Readonly<Record<string, string>>;

/** One value of a metric. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

interface Counter {
  readonly labels: Labels;
  value: number;
}

interface Histogram {
  /** By bound: how many took no longer than it, but longer than the bound before; last, how many took longer than all. */
  readonly buckets: number[];
  sumSeconds: number;
}

/** Counts what this process does, in memory only; a restart begins at zero, as Prometheus expects of counters. */
export class Metrics {
  readonly #requests = new Map<string, Counter>();
  readonly #decisions = new Map<string, Counter>();
  readonly #latencies = new Map<string, Histogram>();

  /** The route is its pattern, never an address: addresses hold keys and tokens, and there is no end of them. */
  countRequest(method: string, route: string, status: number, seconds: number): void {
    count(this.#requests, `${method} ${route} ${status}`, { method, route, status: String(status) });
    const latency = this.#latencies.get(route) ?? { buckets: EMPTY_BUCKETS.slice(), sumSeconds: 0 };
    const index = BOUNDS_SECONDS.findIndex((bound) => seconds <= bound);
    const bucket = index === -1 ? BOUNDS_SECONDS.length : index;
    latency.buckets[bucket] = (latency.buckets[bucket] ?? 0) + 1;
    latency.sumSeconds += seconds;
    this.#latencies.set(route, latency);
  }

  /** Neither what it is, nor how it ended, nor how long it took: a write takes longer than a look, and an erasure returns 204. */
  countWords(status: number): void {
    const end = status < 500 ? "below-500" : "5xx";
    count(this.#requests, end, { method: "any", route: "words", status: end });
  }

  /** Not by reason: counters are exact, and whoever watches one while a person's phone asks would read that person's word. */
  countDecision(reason: string): void {
    const outcome = reason === "unsure" ? "unsure" : "decided";
    count(this.#decisions, outcome, { outcome });
  }

  /** Everything counted so far, in Prometheus' text format 0.0.4. */
  write(): string {
    const requests = [...this.#requests.values()];
    const decisions = [...this.#decisions.values()];
    return [
      writeMetric("garland_requests_total", "counter", "Requests by route and status.", requests),
      writeMetric(
        "garland_decisions_total",
        "counter",
        "Decisions given; unsure: the person's shard is lost.",
        decisions,
      ),
      describeMetric("garland_request_duration_seconds", "histogram", "Time until the answer, by route."),
      ...[...this.#latencies].map(([route, latency]) => writeHistogram(route, latency)),
    ].join("");
  }
}

function count(counters: Map<string, Counter>, name: string, labels: Labels): void {
  const counter = counters.get(name);
  if (counter === undefined) counters.set(name, { labels, value: 1 });
  else counter.value += 1;
}

const EMPTY_BUCKETS = Array.from({ length: BOUNDS_SECONDS.length + 1 }, () => 0);

/** One metric with all its values, in Prometheus' text format. */
export function writeMetric(name: string, type: "counter" | "gauge", help: string, samples: readonly Sample[]): string {
  return describeMetric(name, type, help) + samples.map((sample) => writeSample(name, sample)).join("");
}

function writeHistogram(route: string, { buckets, sumSeconds }: Histogram): string {
  const name = "garland_request_duration_seconds";
  let count = 0;
  const lines = buckets.map((inBucket, index) => {
    count += inBucket;
    const bound = BOUNDS_SECONDS[index];
    return writeSample(`${name}_bucket`, { labels: { route, le: bound?.toString() ?? "+Inf" }, value: count });
  });
  const sum = writeSample(`${name}_sum`, { labels: { route }, value: sumSeconds });
  return lines.join("") + sum + writeSample(`${name}_count`, { labels: { route }, value: count });
}

function describeMetric(name: string, type: string, help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function writeSample(name: string, { labels, value }: Sample): string {
  const escape = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escape(text)}"`);
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}\n`;
}
