import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Access } from "./access/gate.ts";
import type { RoomUse } from "./keep-room.ts";
import type { AppEnv } from "./services.ts";
import { toWrittenPath } from "./static-path-router.ts";

/** What declares routes: a group of them, or the app. */
export type RouteGroup = Pick<OpenAPIHono<AppEnv>, "openAPIRegistry">;

/** One declared route. */
export interface RouteRow {
  readonly method: string;
  /** As callers write it, such as `/v1/campaigns/{key}:submit`. */
  readonly path: string;
  /** As the router knows it, such as `/v1/campaigns/{key}/submit`. */
  readonly routedPath: string;
  readonly summary: string;
  /** Undefined if it was not declared with `defineRoute`. */
  readonly access: Access | undefined;
  /** What it does while the disk has little room; undefined if it was not declared with `defineRoute`. */
  readonly room: RoomUse | undefined;
}

/** The routes of some groups as they were declared, in order of path and method. */
export function listRoutes(groups: readonly RouteGroup[]): readonly RouteRow[] {
  return groups
    .flatMap(({ openAPIRegistry }) => openAPIRegistry.definitions)
    .flatMap((definition) => (definition.type === "route" ? [definition.route] : []))
    .map(({ method, path, summary, "x-access": access, "x-room": room }) => ({
      method: method.toUpperCase(),
      path: method === "post" ? toWrittenPath(path) : path,
      routedPath: path,
      summary: summary ?? "",
      // Parsed boundary: only `defineRoute` writes this member.
      access: access as Access | undefined,
      // Likewise.
      room: room as RoomUse | undefined,
    }))
    .toSorted((one, other) => compare(one.path, other.path) || compare(one.method, other.method));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
