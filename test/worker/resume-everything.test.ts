/** What takes everything from everybody is one press; to bring it back takes two people. */
import { describe, expect, it } from "vitest";
import type { Role } from "../../src/contract/role.ts";
import { catalog, expectProblem, openPhone, useGarland } from "./client.ts";
import { deskWith, openDesk, type Desk } from "./desk.ts";

useGarland("2024-12-01T00:00:00Z");

const NOW = Date.parse("2024-12-31T12:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const desk = (name: string, later = 0, ...roles: readonly Role[]) =>
  openDesk(new Date(NOW + later).toISOString(), name, ...(roles.length > 0 ? roles : (["approver"] as const)));
const stop = (by: Desk) => by("POST", "/v1/stop", { reason: "wrong day" });
const resume = (by: Desk) => by("POST", "/v1/resume", { reason: "all is well" });
const isStopped = async () => (await catalog().status()).stopped;

async function expectAwaited(answer: Response, proposedBy: string): Promise<void> {
  expect(answer.status).toBe(202);
  expect(await answer.json()).toMatchObject({ resume: { proposedBy } });
  expect(await isStopped()).toBe(true);
  expect((await catalog().status()).resume?.proposedBy).toBe(proposedBy);
}

async function expectResumed(answer: Response): Promise<void> {
  expect(answer.status).toBe(200);
  expect(await answer.json()).not.toHaveProperty("resume");
  expect(await isStopped()).toBe(false);
  expect(await catalog().status()).not.toHaveProperty("resume");
}

describe("everything that was stopped", () => {
  it("goes on by two people, of whom who stopped it may be one, and by none of them alone", async () => {
    await stop(await desk("vera"));
    await expectAwaited(await resume(await desk("igor", 5 * MINUTE)), "person:igor");
    await expectAwaited(await resume(await desk("igor", HOUR)), "person:igor");
    await expectAwaited(await resume(await desk(" Igor", HOUR)), "person:Igor");
    const phone = await openPhone("anybody", { platform: "ios" });
    expect(await phone.trayAt("2024-12-31T13:30:00Z")).toMatchObject({ reason: "stopped" });
    await expectResumed(await resume(await desk("vera", 2 * HOUR)));
    const [entry] = await catalog().readAudit({ target: "everything", limit: 1 });
    expect(entry).toMatchObject({ action: "resume-everything", actor: "person:vera", why: "all is well" });
    const proposals = await catalog().readAudit({ action: "propose-resume", limit: 10 });
    expect(proposals.map(({ actor }) => actor)).toEqual(["person:Igor", "person:igor", "person:igor"]);
  });

  it("goes on at once for whoever has stopped it by a slip, within ten minutes, and nobody else", async () => {
    await stop(await desk("vera"));
    await expectResumed(await resume(await desk("vera", 10 * MINUTE)));
    await stop(await desk("vera", HOUR));
    await expectAwaited(await resume(await desk("vera", HOUR + 11 * MINUTE)), "person:vera");
  });

  it("is nobody's slip any more once another has stopped it too, and who presses twice gains no time", async () => {
    await stop(await desk("vera"));
    await stop(await desk("vera", 30 * MINUTE));
    await expectAwaited(await resume(await desk("vera", 31 * MINUTE)), "person:vera");
    await stop(await desk("anna", 32 * MINUTE, "support"));
    await expectAwaited(await resume(await desk("boris", 33 * MINUTE)), "person:boris");
    await expectResumed(await resume(await desk("vera", 34 * MINUTE)));
    await stop(await desk("vera", HOUR));
    await stop(await desk("anna", HOUR + MINUTE, "support"));
    await expectAwaited(await resume(await desk("vera", HOUR + 2 * MINUTE)), "person:vera");
  });

  it("waits for a second word a day, and begins anew after that", async () => {
    await stop(await desk("vera"));
    await expectAwaited(await resume(await desk("igor", HOUR)), "person:igor");
    await expectAwaited(await resume(await desk("boris", 25 * HOUR)), "person:boris");
    await expectResumed(await resume(await desk("igor", 26 * HOUR)));
  });

  it("goes on by no machine, and whose key stopped it may undo the slip", async () => {
    const ada = await desk("ada", 0, "admin");
    const made = await ada("POST", "/v1/service-keys", { name: "robot", roles: ["approver"] });
    const { key } = await made.json<{ key: string }>();
    const robot = deskWith(key, new Date(NOW).toISOString());
    await stop(robot);
    await expectProblem(await resume(robot), "another-person", 403);
    await expectResumed(await resume(await desk("ada", MINUTE, "admin")));
  });

  it("goes on by two where nobody knows who stopped it, as in a record of before", async () => {
    await stop(await desk("vera"));
    await catalog().setStopped(false, { actor: "person:vera", now: NOW, why: "a slip" });
    await stop(await desk("vera"));
    const { runInDurableObject } = await import("cloudflare:test");
    const { env } = await import("cloudflare:workers");
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => {
      storage.sql.exec("DELETE FROM settings WHERE key = 'stop-of-all'");
    });
    await expectAwaited(await resume(await desk("vera", MINUTE)), "person:vera");
    await expectResumed(await resume(await desk("boris", MINUTE)));
  });
});
