import { rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { pathOf } from "../../scripts/backup/object-files.ts";
import {
  adminOf,
  inShard,
  openMachine,
  openPerson,
  post,
  readStatus,
  shard,
  type Machine,
} from "../support/backup-machine.ts";
import { endAllServing, stopServing } from "../support/serve-process.ts";

let machine: Machine;

beforeAll(async () => {
  machine = await openMachine();
});
afterEach(endAllServing);
afterAll(() => machine.close());

describe("a backup of a running service", () => {
  it("is proven whole and brings one shard back: no out that the backup has is forgotten, the stop since then holds, and numbers rise", async () => {
    const data = machine.place("one");
    const [off = "", other = ""] = [0, 1].map((index) => inShard(index, "off"));
    let service = await machine.serve(data);
    await (await openPerson(service, off)).say("all");
    await (await openPerson(service, other)).say("theme:tree");
    const backup = machine.place("one-backup");
    await machine.garland(data, "backup", backup);
    const proof = await machine.garland(data, "restore", backup, "--check");
    expect([proof.exitCode, proof.output]).toEqual([
      0,
      expect.stringMatching(
        /\n2 people, 2 words in 2 shards; audit of \d+ (entry|entries) unbroken; whole\.\nNot proven: /,
      ),
    ]);
    expect(await machine.listTemporary()).toEqual([]);
    expect((await fetch(`${service.origin}/healthz`)).status).toBe(200);
    const refused = await machine.garland(data, "restore", backup, "--only", "shard-0");
    expect([refused.exitCode, refused.errors]).toEqual([
      1,
      expect.stringMatching(
        new RegExp(
          `^${data} is served by process ${service.pid} on .*, at ${service.origin}\\. Stop that server first.*\n$`,
        ),
      ),
    ]);
    await (await openPerson(service, off)).say("theme:tulip", "in");
    await (await openPerson(service, other)).say("theme:tulip");
    const { epoch } = await (await openPerson(service, off)).readTray();
    await post(service, "/v1/stop", { reason: "enough" }, await adminOf(service));

    expect(await stopServing(service)).toBe(0);
    for (const suffix of ["", "-wal", "-shm"]) rmSync(join(data, pathOf("Shard", shard(0)) + suffix), { force: true });
    service = await machine.serve(data);
    expect((await readStatus(service)).troubled).toMatchObject([{ object: shard(0), state: "lost" }]);
    expect(await stopServing(service)).toBe(0);
    const { exitCode, output } = await machine.garland(data, "restore", backup, "--only", "shard-0");
    expect([exitCode, output]).toEqual([0, expect.stringContaining("with 1 person, 1 word.")]);

    service = await machine.serve(data);
    const status = await readStatus(service);
    expect([status.isLive, status.troubled]).toEqual([true, []]);
    const tray = await (await openPerson(service, off)).readTray();
    expect([tray.decision, tray.reason, tray.epoch > epoch]).toEqual(["none", "stopped", true]);
    const said = await (await openPerson(service, off)).readChoices();
    expect([said.includes('"all"'), said.includes("theme:tulip")]).toEqual([true, false]);
    expect(await (await openPerson(service, other)).readChoices()).toContain("theme:tulip");
    const headers = { Authorization: `Bearer ${await adminOf(service)}` };
    const audit = await (await fetch(`${service.origin}/v1/audit?action=restored`, { headers })).text();
    expect(audit.match(new RegExp(`shard/${shard(0)}`, "g"))).toHaveLength(1);
    expect(await readdir(join(data, "aside"))).not.toEqual([]);
    expect(await stopServing(service)).toBe(0);
  });
});
