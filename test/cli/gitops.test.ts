import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
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
  access = ["--url", worker.origin, "--key", await issueToken("pipeline", ["marketer", "approver", "admin"])];
}, 60_000);

async function issueToken(name: string, roles: readonly string[]): Promise<string> {
  const response = await fetch(`${worker.origin}/dev/staff-tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, roles }),
  });
  return ((await response.json()) as { token: string }).token;
}

/** A service that passes on what it is asked, and hangs up on some of it. */
async function passOn(origin: string, breaksOff: (request: IncomingMessage) => boolean) {
  const server = createServer((request, response) => {
    const { method = "GET", headers, url = "/" } = request;
    if (breaksOff(request)) request.socket.destroy();
    else
      void buffer(request).then(async (body) => {
        const names = ["authorization", "content-type", "if-match", "x-reason"];
        const sent = names.flatMap((name): [string, string][] =>
          headers[name] ? [[name, String(headers[name])]] : [],
        );
        const init = { method, headers: sent };
        const answer = await fetch(new URL(url, origin), method === "GET" ? init : { ...init, body });
        response.writeHead(answer.status, { "Content-Type": answer.headers.get("Content-Type") ?? "" });
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

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
  it("are pruned only if nobody else wrote them: what is left is named, with whose it is", async () => {
    const folder = copyFolders("pruning");
    const write = async (credential: string, key: string, revision?: number) => {
      const platform = revision === undefined ? "ios" : "android";
      const body = { key, label: { ru: key, en: key }, condition: { platform }, examples: [] };
      const condition = revision === undefined ? { "If-None-Match": "*" } : { "If-Match": `"r${revision}"` };
      const headers = { Authorization: `Bearer ${credential}`, "Content-Type": "application/json", ...condition };
      const init = { method: "PUT", headers, body: JSON.stringify(body) };
      expect((await fetch(`${worker.origin}/v1/segments/${key}`, init)).ok).toBe(true);
    };
    const [nina = "", vera = ""] = await Promise.all(["nina", "vera"].map((name) => issueToken(name, ["admin"])));
    const made = await fetch(`${worker.origin}/v1/service-keys`, {
      method: "POST",
      headers: { Authorization: `Bearer ${nina}`, "Content-Type": "application/json" },
      body: JSON.stringify({ name: "pipeline", roles: ["marketer"] }),
    });
    const { key: machine } = (await made.json()) as { key: string };
    await write(nina, "prune-own");
    await write(vera, "prune-others");
    await write(nina, "prune-shared");
    await write(vera, "prune-shared", 1);
    rmSync(join(folder, "campaigns/spring.json"));

    const as = (credential: string) => ["--url", worker.origin, "--key", credential];
    const pruned = await runGarland("push", folder, "--prune", ...as(machine));
    expect(pruned).toMatchObject({ exitCode: 0 });
    expect(pruned.output.trim().split("\n").toSorted()).toEqual([
      "kept campaigns/spring: It came with the installation; you did not write it. (--prune-of-others deletes it)",
      "kept segments/prune-others: It was written by vera, and not by you alone. (--prune-of-others deletes it)",
      "kept segments/prune-shared: It was written by vera, and not by you alone. (--prune-of-others deletes it)",
      "removed segments/prune-own",
    ]);
    rmSync(folder, { recursive: true });
    const all = await runGarland("push", copyFolders("pruning"), "--prune-of-others", ...as(machine));
    expect(all.output.trim().split("\n").toSorted()).toEqual([
      "removed segments/prune-others",
      "removed segments/prune-shared",
    ]);
  });

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

    expect(await runGarland("push", folder, "--why", "да", ...access)).toMatchObject({ exitCode: 2 });
    expect(await runGarland("push", folder, "--why", "всё иначе\u200b", ...access)).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining("has a character that can't be seen"),
    });
    const pushed = await runGarland("push", folder, "--why", "весна шире 🌷", ...access);
    expect(pushed).toMatchObject({
      errors: "",
      exitCode: 0,
      output: "added segments/ios-people\nchanged campaigns/spring\n",
    });
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
      "Campaigns around “Maslenitsa” stand in “Religious holidays” (sensitive), too: only people who ask for it see them.",
    );
    expect(pushed.output).toMatch(/“Snowflake” leaves “Festive mood” for “Family days” \(sensitive\)/);
    const again = await runGarland("push", folder, "--why", "снег кому-то больно", ...access);
    expect(again.output).toContain(pushed.output.trimEnd());
    expect(again.output).toContain("its reason stays “snow hurts”");
    expect(await runGarland("push", folder, "--why", "snow hurts", ...access)).toEqual(pushed);
    expect(await runGarland("push", folder, ...access)).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining("say it with --why") as string,
    });
    expect(await runGarland("diff", folder, ...access)).toMatchObject({ exitCode: 1 });
    const [, id] = /^proposal (\d+)/.exec(pushed.output) ?? [];
    const address = `${worker.origin}/v1/policy/proposals/${id}`;
    const headers = { Authorization: `Bearer ${access[3]}`, "Content-Type": "application/json" };
    const { effect } = (await (await fetch(address, { headers })).json()) as { effect: string };
    const carried = await fetch(`${address}:carry`, { method: "POST", headers, body: JSON.stringify({ effect }) });
    expect(carried.status).toBe(200);
    expect(await runGarland("diff", folder, ...access)).toMatchObject({ exitCode: 0 });
    expect(await runGarland("push", folder, ...access)).toMatchObject({ output: "Nothing to do.\n" });
    const rita = ["--url", worker.origin, "--key", await issueToken("rita", ["approver"])];
    const stale = await runGarland("push", other, "--why", "autumn", ...rita);
    expect(stale).toMatchObject({ exitCode: 1, output: "" });
    expect(stale.errors).toMatch(
      /themes\/snowflake: changed by person:pipeline, carried by person:pipeline on [\d-]+ [\d:]+ UTC \(proposal \d+, “snow hurts”\)[^]*Nothing was sent/,
    );
    const undoing = await runGarland("push", other, "--undo", "--why", "snow is fine", ...rita);
    expect(undoing.output).toMatch(/^proposal \d+ \(loosens\)[^]*“Snowflake” leaves “Family days”/);
  });

  it("go on where a part is refused, and say what was done and what was left", async () => {
    const folder = copyFolders("partly");
    await runGarland("pull", folder, ...access);
    const path = join(folder, "decorations/themes.json");
    const file = JSON.parse(readFileSync(path, "utf8")) as { themes: { key: string; label: object }[] };
    const label = { ru: "Снежок", en: "Snowball" };
    const themes = file.themes.map((theme) => (theme.key === "snowflake" ? { ...theme, label } : theme));
    writeFileSync(path, JSON.stringify({ ...file, themes }));
    const dictionary = join(folder, "segments/attributes.json");
    const { attributes } = JSON.parse(readFileSync(dictionary, "utf8")) as { attributes: object[] };
    const simKind = {
      key: "simKind",
      label: { ru: "Вид SIM", en: "Kind of SIM" },
      purpose: { ru: "Показывать тем, у кого eSIM", en: "To show it to people with an eSIM" },
      type: "string",
      source: "profile",
    };
    change(folder, "segments/attributes.json", { attributes: [...attributes, simKind] });
    change(folder, "campaigns/spring.json", { priority: 322 });
    const marketer = ["--url", worker.origin, "--key", await issueToken("gleb", ["marketer"])];
    const pushed = await runGarland("push", folder, "--why", "новое имя", ...marketer);
    expect(pushed.exitCode).toBe(1);
    expect(pushed.errors).toMatch(
      /^proposal \d+ [^]*“Snowflake” → “Snowball”[^]*changed campaigns\/spring\n[^]*left: attributes\/simKind/,
    );
    expect(await runGarland("diff", folder, ...access)).toMatchObject({
      errors: expect.not.stringContaining("spring") as string,
    });
  });

  it("say what was done when a push breaks off, and nothing is lost by pushing again", async () => {
    const folder = copyFolders("broken-off");
    await runGarland("pull", folder, ...access);
    change(folder, "campaigns/spring.json", { priority: 323 });
    change(folder, "campaigns/valentines.json", { priority: 324 });
    const proxy = await passOn(
      worker.origin,
      ({ method = "", url = "" }) => method === "PUT" && url.includes("valentines"),
    );
    const broken = await runGarland("push", folder, "--url", proxy.origin, ...access.slice(2));
    proxy.stop();
    expect(broken.exitCode).toBe(1);
    expect(broken.errors).toMatch(/^changed campaigns\/spring\nIt broke off/);
    expect(await runGarland("push", folder, ...access)).toMatchObject({ output: "changed campaigns/valentines\n" });
    const typed = await runGarland("push", folder, "--url", worker.origin, "--key", "ключ");
    expect(typed).toMatchObject({ exitCode: 2, errors: expect.stringContaining("copy it anew") as string });
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
    expect(JSON.parse(exported.output) as AuditEntry).toMatchObject({ action: "create", why: "весна шире 🌷" });
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
