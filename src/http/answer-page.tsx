import type { Context } from "hono";
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { AppEnv } from "./services.ts";

/** Answers a whole page; it stays out of caches, and its address out of other sites' logs. */
export function answerPage(c: Context<AppEnv>, content: Child) {
  c.header("Cache-Control", "private, no-store");
  c.header("Referrer-Policy", "no-referrer");
  return c.html(
    <>
      {raw("<!doctype html>")}
      {content}
    </>,
  );
}
