import { existsSync, readdirSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { CATALOG_PATH, pathOf } from "../../../scripts/backup/object-files.ts";
import { hear } from "../../cli/run-garland.ts";
import {
  adminOf,
  change,
  inShard,
  openMachine,
  openPerson,
  post,
  readStatus,
  shard,
  type Machine,
} from "../../support/backup-machine.ts";
import { openReceiver } from "../../support/receiver.ts";
import { endAllServing, listProcesses, stopServing } from "../../support/serve-process.ts";

let machine: Machine;

beforeAll(async () => {
  machine = await openMachine();
});
afterEach(endAllServing);
afterAll(() => machine.close());

describe("garland restore --check", () => {
  it("calls nobody from the service that it starts, and says what can't be proven of an older backup", async () => {
    const data = machine.place("proven");
    const receiver = await openReceiver();
    const service = await machine.serve(data);
    for (const index of [0, 1]) await (await openPerson(service, inShard(index, "off"))).say("all");
    await (await openPerson(service, inShard(0, "sees"))).readTray();
    const admin = await adminOf(service);
    const webhook = await post(service, "/v1/webhooks", { url: receiver.url }, admin);
    const { id } = z.object({ id: z.string() }).parse(await webhook.json());
    await post(service, `/v1/webhooks/${id}:test`, {}, admin);
    (await receiver.next()).answer(500);
    expect(await stopServing(service)).toBe(0);
    // It is due again in the backup.
    change(data, CATALOG_PATH, "UPDATE deliveries SET next_attempt_at = 1; DELETE FROM lanes");
    change(data, "objects/Catalog/metadata.sqlite", "UPDATE _cf_ALARM SET scheduled_time = 1");
    const stopped = machine.place("proven-stopped");
    expect((await machine.garland(data, "backup", stopped)).output).toContain("3 people, 2 words.");
    const proof = await machine.garland(data, "restore", stopped, "--check");
    expect(proof).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(
        /^As of .*\n3 people, 2 words in 2 shards; audit of \d+ entries unbroken; whole\.\nNot proven: /,
      ),
    });
    expect(receiver.isIdle()).toBe(true);
    expect(await machine.listTemporary()).toEqual([]);

    // Of before there were manifests, or a copied folder: what can't be proven is said.
    rmSync(join(stopped, "manifest.json"));
    const older = await machine.garland(data, "restore", stopped, "--check");
    expect([older.exitCode, older.output]).toEqual([
      3,
      expect.stringContaining("Not proven: that it is all that there was"),
    ]);
    await receiver.close();
  });

  it("finds what only the service can: a changed entry of the audit, and an object that is not what the catalog expects", async () => {
    const data = machine.place("tampered");
    const service = await machine.serve(data);
    await post(service, "/v1/stop", { reason: "enough" }, await adminOf(service));
    expect(await stopServing(service)).toBe(0);
    const lost = join(data, pathOf("Shard", shard(1)));
    change(data, CATALOG_PATH, "UPDATE audit SET actor = 'somebody else' WHERE id = 1");
    const changed = machine.place("changed-audit");
    await machine.garland(data, "backup", changed);
    const proof = await machine.garland(data, "restore", changed, "--check");
    expect([proof.exitCode, proof.errors]).toEqual([1, expect.stringMatching(/^Entry 1 of the audit does not fit/)]);

    change(
      data,
      pathOf("Shard", shard(1)),
      "DELETE FROM _cf_KV; DELETE FROM installed_ruleset; DELETE FROM subscribers",
    );
    await machine.garland(data, "backup", machine.place("emptied"));
    const emptied = await machine.garland(data, "restore", machine.place("emptied"), "--check");
    expect([emptied.exitCode, emptied.errors]).toEqual([
      1,
      expect.stringContaining(`${shard(1)} is lost when the service is started`),
    ]);

    rmSync(lost);
    const without = await machine.garland(data, "backup", machine.place("without"));
    expect(without.errors).toContain(`${shard(1)} has no file in ${data}, so this backup has none`);
    const missing = await machine.garland(data, "restore", machine.place("without"), "--check");
    expect([missing.exitCode, missing.errors]).toEqual([
      1,
      expect.stringContaining(`${shard(1)} is not in it: it had no file`),
    ]);
    expect(await machine.listTemporary()).toEqual([]);
  });

  it("removes its folder and ends its service when it is broken off", async () => {
    const data = machine.place("broken-off");
    const service = await machine.serve(data);
    const backup = machine.place("broken-off-backup");
    await machine.garland(data, "backup", backup);
    await stopServing(service);
    const child = machine.start(data, "restore", backup, "--check");
    const ended = hear(child);
    const temporary = machine.temporary;
    const isServing = () => readdirSync(temporary).some((name) => existsSync(join(temporary, name, "trial.log")));
    await expect.poll(isServing, { timeout: 20_000, interval: 5 }).toBe(true);
    const before = listProcesses().filter(({ parent }) => parent === child.pid);
    child.kill("SIGINT");
    const { exitCode, errors } = await ended;
    expect([exitCode, errors]).toEqual([1, "Broken off; what was copied is gone again.\n"]);
    expect(await machine.listTemporary()).toEqual([]);
    const left = listProcesses().filter(({ pid, group }) =>
      before.some((each) => each.pid === pid || each.pid === group),
    );
    expect(left).toEqual([]);
  });
});

describe("garland restore", () => {
  it("puts all of it into an empty folder, and a phone takes what it is answered also after the second time", async () => {
    const data = machine.place("all");
    let service = await machine.serve(data);
    await (await openPerson(service, "anna")).say("all");
    const backup = machine.place("all-backup");
    await machine.garland(data, "backup", backup);
    await (await openPerson(service, "anna")).say("theme:tree", "in");
    let { epoch } = await (await openPerson(service, "anna")).readTray();
    for (const name of ["all-first", "all-second"]) {
      expect(await stopServing(service)).toBe(0);
      const restored = machine.place(name);
      expect((await machine.garland(restored, "restore", backup)).exitCode).toBe(0);
      service = await machine.serve(restored);
      const anna = await openPerson(service, "anna");
      const said = await anna.readChoices();
      expect([said.includes('"all"'), said.includes("theme:tree")]).toEqual([true, false]);
      expect((await anna.readTray()).epoch).toBeGreaterThan(epoch);
      for (const theme of ["theme:tree", "theme:tulip"]) await anna.say(theme, "in");
      ({ epoch } = await anna.readTray());
    }
    expect((await machine.garland(machine.place("all-second"), "restore", backup)).errors).toContain(
      "is not empty (objects)",
    );
    expect(await stopServing(service)).toBe(0);
  });
});

describe("garland restore --only", () => {
  it("brings one shard back twice from the same backup, and the stop since then holds", async () => {
    const data = machine.place("twice");
    const [off = "", other = ""] = [0, 1].map((index) => inShard(index, "off"));
    let service = await machine.serve(data);
    await (await openPerson(service, off)).say("all");
    await (await openPerson(service, other)).say("theme:tree");
    const backup = machine.place("twice-backup");
    await machine.garland(data, "backup", backup);
    await (await openPerson(service, off)).say("theme:tulip", "in");
    await (await openPerson(service, other)).say("theme:tulip");
    let { epoch } = await (await openPerson(service, off)).readTray();
    await post(service, "/v1/stop", { reason: "enough" }, await adminOf(service));

    // The same backup helps a second time, too.
    for (const round of [1, 2]) {
      expect(await stopServing(service)).toBe(0);
      for (const suffix of ["", "-wal", "-shm"])
        rmSync(join(data, pathOf("Shard", shard(0)) + suffix), { force: true });
      service = await machine.serve(data);
      expect((await readStatus(service)).troubled).toMatchObject([{ object: shard(0), state: "lost" }]);
      expect(await stopServing(service)).toBe(0);
      const { exitCode, output } = await machine.garland(data, "restore", backup, "--only", "shard-0");
      expect([round, exitCode, output]).toEqual([round, 0, expect.stringContaining("with 1 person, 1 word.")]);

      service = await machine.serve(data);
      const status = await readStatus(service);
      expect([status.isLive, status.troubled]).toEqual([true, []]);
      const tray = await (await openPerson(service, off)).readTray();
      expect([tray.decision, tray.reason, tray.epoch > epoch]).toEqual(["none", "stopped", true]);
      ({ epoch } = tray);
      const said = await (await openPerson(service, off)).readChoices();
      expect([said.includes('"all"'), said.includes("theme:tulip")]).toEqual([true, false]);
      expect(await (await openPerson(service, other)).readChoices()).toContain("theme:tulip");
      const headers = { Authorization: `Bearer ${await adminOf(service)}` };
      const audit = await (await fetch(`${service.origin}/v1/audit?action=restored`, { headers })).text();
      expect(audit.match(new RegExp(`shard/${shard(0)}`, "g"))).toHaveLength(round);
    }
    expect(await readdir(join(data, "aside"))).not.toEqual([]);
    expect(await stopServing(service)).toBe(0);
  });

  it("brings an older catalog back to which nothing that was stopped since then comes alive, and a lost guard", async () => {
    const data = machine.place("older-catalog");
    let service = await machine.serve(data);
    const backup = machine.place("older-catalog-backup");
    await machine.garland(data, "backup", backup);
    await post(service, "/v1/stop", { reason: "enough" }, await adminOf(service));
    expect(await stopServing(service)).toBe(0);
    const guard = readGuard(data);
    rmSync(join(data, pathOf("Guard", guard)));
    service = await machine.serve(data);
    expect((await readStatus(service)).troubled).toMatchObject([{ object: guard, state: "lost" }]);
    expect(await stopServing(service)).toBe(0);

    const warned = await machine.garland(data, "restore", backup, "--only", guard);
    expect([warned.exitCode, warned.errors]).toEqual([1, expect.stringContaining("To do it, say --accept-older.")]);
    expect((await machine.garland(data, "restore", backup, "--only", guard, "--accept-older")).exitCode).toBe(0);
    service = await machine.serve(data);
    expect((await readStatus(service)).troubled).toEqual([]);
    expect(await stopServing(service)).toBe(0);

    for (const suffix of ["", "-wal", "-shm"]) rmSync(join(data, CATALOG_PATH + suffix), { force: true });
    expect((await machine.garland(data, "restore", backup, "--only", "catalog", "--accept-older")).exitCode).toBe(0);
    service = await machine.serve(data);
    expect((await (await openPerson(service, "anna")).readTray()).reason).toBe("stopped");
    expect(await stopServing(service)).toBe(0);
  });
});

function readGuard(data: string): string {
  const catalog = new DatabaseSync(join(data, CATALOG_PATH), { readOnly: true });
  const [guard] = catalog.prepare("SELECT guard FROM guards WHERE is_open ORDER BY guard").all();
  catalog.close();
  return String(guard?.["guard"]);
}
