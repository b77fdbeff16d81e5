import type { Context } from "hono";
import { routePath } from "hono/route";
import { flagReasonOf, flagSetIdOf, type FlagAnswer } from "../../contract/ofrep.ts";
import type { Settings } from "../../contract/settings.ts";
import type { Tray } from "../../contract/tray.ts";
import { writeLog } from "./log.ts";
import { Metrics } from "./metrics.ts";
import type { Observed } from "./observed.ts";
import type { AppEnv } from "../services.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The same members lead a tray and the flag that holds one, so a decision is counted without parsing it. */
const DECIDED = /"decision":"(?:show|none)","reason":"([a-z-]+)"/;

/** Where people say something, and look before and after it: counted together, so that no counter tells who did which. */
const WORD_ROUTES = /^\/(?:o|me|v1\/(?:me|gifts|messages|support))(?:[/:]|$)/;

/**
 * Watches requests as the settings want it: counters, `Server-Timing`, and a sample of structured logs. It waits for
 * nothing and calls no object; with everything off, it looks at the status and no more.
 */
export class Observer implements Observed {
  readonly reads: boolean;
  readonly metrics: Metrics | undefined;
  readonly #settings: Settings;
  readonly #isTimed: boolean;

  constructor(settings: Settings) {
    const { hasMetrics, hasServerTiming, logSampleRate } = settings.observation;
    this.#settings = settings;
    this.metrics = hasMetrics ? new Metrics() : undefined;
    this.reads = hasMetrics || logSampleRate > 0;
    this.#isTimed = this.reads || hasServerTiming;
  }

  /** Milliseconds on a clock of its own, or 0 if nobody wants to know. */
  start(): number {
    return this.#isTimed ? performance.now() : 0;
  }

  /** Takes note of an answer that is about to leave. */
  finish(c: Context<AppEnv>, startedAt: number): void {
    const { status } = c.res;
    // A 500 was logged where it broke.
    if (status > 500) writeLog({ event: "request-failed", ...describeRequest(c, status) });
    if (!this.#isTimed) return;
    const elapsedMs = performance.now() - startedAt;
    const { hasServerTiming, logSampleRate } = this.#settings.observation;
    const decided = c.get("decided") ?? [];
    if (this.metrics !== undefined) {
      const route = nameRoute(c);
      const carriesWords = WORD_ROUTES.test(route);
      if (carriesWords) this.metrics.countWords(status);
      // That a phone's tray is another than before tells that the person has just said something.
      else this.metrics.countRequest(nameMethod(c), route, status === 304 ? 200 : status, elapsedMs / 1000);
      for (const text of carriesWords ? [] : decided) {
        const [, reason] = DECIDED.exec(text) ?? [];
        if (reason !== undefined) this.metrics.countDecision(reason);
      }
    }
    if (hasServerTiming) c.header("Server-Timing", `total;dur=${elapsedMs.toFixed(1)}`);
    if (logSampleRate > 0 && decided.length > 0 && Math.random() < logSampleRate) {
      const request = { ...describeRequest(c, status), duration_ms: Number(elapsedMs.toFixed(1)) };
      for (const text of decided) writeLog({ ...describeEvaluation(text), ...this.#describeSet(), ...request });
    }
  }

  #describeSet(): Record<string, string> {
    return { "feature_flag.set.id": flagSetIdOf(this.#settings), "feature_flag.provider.name": "garland" };
  }
}

function nameMethod(c: Context<AppEnv>): string {
  return METHODS.has(c.req.method) ? c.req.method : "other";
}

/** The pattern of the route that answered; `none` if there is none, or a gate of many routes did. */
function nameRoute(c: Context<AppEnv>): string {
  const route = routePath(c, -1);
  return route.includes("*") ? "none" : route;
}

function describeRequest(c: Context<AppEnv>, status: number): Record<string, string | number> {
  return {
    "http.request.method": nameMethod(c),
    "http.route": nameRoute(c),
    "http.response.status_code": status,
  };
}

/** OpenTelemetry's `feature_flag.evaluation` without `context.id`: a log says what was decided, never for whom. */
function describeEvaluation(text: string): Record<string, string> {
  // Parsed boundary: the shard composes both.
  const answer = JSON.parse(text) as Tray | readonly FlagAnswer[];
  const tray = "decision" in answer ? answer : trayOf(answer);
  if (tray === undefined) return { event: "feature_flag.evaluation", "feature_flag.key": "tray-icon" };
  return {
    event: "feature_flag.evaluation",
    "feature_flag.key": "tray-icon",
    "feature_flag.result.variant": tray.decoration?.key ?? "none",
    "feature_flag.result.reason": flagReasonOf(tray.reason).toLowerCase(),
    "feature_flag.version": String(tray.ruleset),
    "garland.reason": tray.reason,
  };
}

/** The tray inside a list of flags; undefined for the flags of nobody. */
function trayOf(flags: readonly FlagAnswer[]): Tray | undefined {
  const [flag] = flags.filter(({ key }) => key === "tray-icon");
  // Parsed boundary: this flag's value is a tray without its nulls.
  return flag !== undefined && "value" in flag ? (flag.value as unknown as Tray) : undefined;
}
