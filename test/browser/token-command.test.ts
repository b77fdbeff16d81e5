import { expect, inject, it } from "vitest";
import { runGarland } from "../cli/run-garland.ts";

const origin = inject("sharedOrigin");

it("garland token prints nothing but a token, and the service takes it", async () => {
  const { exitCode, output, errors } = await runGarland("token", "demo-000042", "--url", origin);
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
  const [token, ...rest] = output.trimEnd().split("\n");
  expect(rest).toEqual([]);
  const response = await fetch(`${origin}/v1/tray?platform=ios`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
});
