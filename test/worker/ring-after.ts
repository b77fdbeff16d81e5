import { runDurableObjectAlarm } from "cloudflare:test";
import { vi } from "vitest";

/** Rings an object's alarm so long from now, when all is due that comes until then. */
export async function ringAfter(
  stub: Parameters<typeof runDurableObjectAlarm>[0],
  milliseconds: number,
): Promise<boolean> {
  const now = Date.now();
  const clock = vi.spyOn(Date, "now").mockImplementation(() => now + milliseconds);
  try {
    return await runDurableObjectAlarm(stub);
  } finally {
    clock.mockRestore();
  }
}
