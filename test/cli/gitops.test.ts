import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditEntry } from "../../src/contract/rpc/rpc-control.ts";
import { startWorker, type RunningWorker } from "../browser/start-worker.ts";
import { runGarland } from "./run-garland.ts";

const root = join(import.meta.dirname, "../..");
const FOLDERS = ["segments", "decorations", "campaigns"];

let worker: RunningWorker;
let place: string;
let access: readonly string[];

beforeAll(async () => {
  worker = await startWorker();
  place = mkdtempSync(join(tmpdir(), "garland-gitops-"));
  const response = await fetch(`${worker.origin}/dev/staff-tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "pipeline", roles: ["marketer", "approver", "admin"] }),
  });
  const { token } = (await response.json()) as { token: string };
  access = ["--url", worker.origin, "--key", token];
}, 60_000);

afterAll(async () => {
  await worker?.stop();
  rmSync(place, { recursive: true });
});

function copyFolders(name: string): string {
  const copy = join(place, name);
  for (const folder of FOLDERS) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  return copy;
}

function readAll(folder: string): Record<string, string> {
  const files = FOLDERS.flatMap((name) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

function change(folder: string, file: string, members: object): void {
  const path = join(folder, file);
  const before = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...before, ...members }, undefined, 2));
}

describe("definitions in a repository", () => {
  it("go to the service and come back without a loss, with exit codes that a pipeline can use", async () => {
    const folder = copyFolders("repository");
    expect(await runGarland("check", folder)).toMatchObject({ exitCode: 0 });
    expect(await runGarland("diff", folder, ...access)).toMatchObject({ exitCode: 0, output: "No difference.\n" });

    const label = { ru: "Весна для всех", en: "Spring for all" };
    change(folder, "campaigns/spring.json", { label, priority: 321 });
    const segment = { label, condition: { $inSegment: "people", platform: "ios" }, examples: [] };
    writeFileSync(join(folder, "segments/ios-people.json"), JSON.stringify(segment));
    const differs = await runGarland("diff", folder, ...access);
    expect(differs.exitCode).toBe(1);
    expect(differs.errors).toMatch(/ios-people[^]*spring[^]*priority/);

    const pushed = await runGarland("push", folder, "--why", "a broader spring", ...access);
    expect(pushed).toMatchObject({ exitCode: 0, output: "added segments/ios-people\nchanged campaigns/spring\n" });
    expect(await runGarland("diff", folder, ...access)).toMatchObject({ exitCode: 0 });

    const other = copyFolders("elsewhere");
    const pulled = await runGarland("pull", other, ...access);
    expect(pulled.output.trim().split("\n").toSorted()).toEqual(["campaigns/spring.json", "segments/ios-people.json"]);
    expect(await runGarland("diff", other, ...access)).toMatchObject({ exitCode: 0 });
    const before = readAll(other);
    expect(await runGarland("pull", other, ...access)).toMatchObject({ exitCode: 0, output: "Nothing to do.\n" });
    expect(readAll(other)).toEqual(before);
    expect(await runGarland("check", other)).toMatchObject({ exitCode: 0 });
  });

  it("become one proposal where they are policy, however often they are pushed, and are in force once it is carried", async () => {
    const folder = copyFolders("policy");
    const path = join(folder, "decorations/themes.json");
    const file = JSON.parse(readFileSync(path, "utf8")) as {
      themes: { key: string; category: string }[];
      feasts: { key: string; category: string | null }[];
    };
    const themes = file.themes.map((theme) => (theme.key === "snowflake" ? { ...theme, category: "family" } : theme));
    const feasts = file.feasts.map((feast) =>
      feast.key === "maslenitsa" ? { ...feast, category: "religion" } : feast,
    );
    writeFileSync(path, JSON.stringify({ ...file, themes, feasts }));
    const other = copyFolders("policy-before");
    await runGarland("pull", other, ...access);
    cpSync(join(other, "campaigns"), join(folder, "campaigns"), { recursive: true });
    cpSync(join(other, "segments"), join(folder, "segments"), { recursive: true });
    const pushed = await runGarland("push", folder, "--why", "snow hurts", ...access);
    expect(pushed).toMatchObject({ exitCode: 0, errors: "", output: expect.stringContaining("(tightens)") as string });
    expect(pushed.output).toContain(
      "Campaigns around “Maslenitsa” (maslenitsa) stand in the sensitive category “religion”",
    );
    expect(pushed.output).toMatch(/“snowflake” leaves “festive” for “family” \(sensitive\)/);
    expect(await runGarland("push", folder, "--why", "snow hurts", ...access)).toEqual(pushed);
    expect(await runGarland("diff", folder, ...access)).toMatchObject({ exitCode: 1 });
    const [, id] = /^proposal (\d+)/.exec(pushed.output) ?? [];
    const address = `${worker.origin}/v1/policy/proposals/${id}`;
    const headers = { Authorization: `Bearer ${access[3]}`, "Content-Type": "application/json" };
    const { effect } = (await (await fetch(address, { headers })).json()) as { effect: string };
    const carried = await fetch(`${address}:carry`, { method: "POST", headers, body: JSON.stringify({ effect }) });
    expect(carried.status).toBe(200);
    expect(await runGarland("diff", folder, ...access)).toMatchObject({ exitCode: 0 });
    expect(await runGarland("push", folder, ...access)).toMatchObject({ output: "Nothing to do.\n" });
  });

  it("are refused by themselves and by the service, with 1, saying which file and where", async () => {
    const folder = copyFolders("broken");
    change(folder, "campaigns/spring.json", { decoration: "ghost" });
    const checked = await runGarland("check", folder);
    expect(checked.exitCode).toBe(1);
    expect(checked.errors).toContain("campaigns/spring.json at decoration");
    expect(await runGarland("push", folder, ...access)).toMatchObject({ exitCode: 1 });
    expect(await runGarland("diff", folder, "--url", worker.origin, "--key", "nonsense")).toMatchObject({
      exitCode: 1,
    });
    expect(await runGarland("push", folder, "--prnue", ...access)).toMatchObject({ exitCode: 2 });
    expect(await runGarland("check", join(place, "nothing-here"))).toMatchObject({ exitCode: 2 });
  });
});

describe("garland audit", () => {
  it("exports what was pushed, with the reason, and finds the record whole", async () => {
    const exported = await runGarland("audit", "export", "--target", "segment/ios-people", ...access);
    expect(exported.exitCode).toBe(0);
    expect(JSON.parse(exported.output) as AuditEntry).toMatchObject({ action: "create", why: "a broader spring" });
    const verified = await runGarland("audit", "verify", ...access);
    expect(verified).toMatchObject({ exitCode: 0, output: expect.stringContaining("Whole") as string });
    expect(await runGarland("audit", "export", "--from", "yesterday", ...access)).toMatchObject({ exitCode: 1 });
    expect(await runGarland("audit", "shred")).toMatchObject({ exitCode: 2 });
  });

  it("ends with 1 and names the entry when the service finds one that was changed", async () => {
    // What the service answers then is tested where rows can be changed: test/worker/control.test.ts.
    const server = createServer((_request, response) =>
      response.setHeader("Content-Type", "application/json").end('{"entries":2,"brokenAt":3}'),
    );
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const verified = await runGarland("audit", "verify", "--url", `http://127.0.0.1:${port}`, "--key", "any");
    server.close();
    expect(verified.exitCode).toBe(1);
    expect(verified.errors).toContain("Entry 3 does not fit");
  });
});
