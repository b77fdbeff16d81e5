import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { describeTrouble } from "../../src/domain/object-texts.ts";
import { runGarland } from "./run-garland.ts";

describe("garland", () => {
  it.for([{ args: [] }, { args: ["help"] }, { args: ["--help"] }, { args: ["-h"] }])(
    "lists the commands: $args",
    async ({ args }) => {
      const { exitCode, output } = await runGarland(...args);
      expect(exitCode).toBe(0);
      expect(output).toMatch(/^ {2}token +print a subscriber's token/m);
    },
  );

  it("has a command for everything that the documents name", async () => {
    const { output } = await runGarland("help");
    const names = output.split("\n").flatMap((line) => /^ {2}([\w-]+) /.exec(line)?.[1] ?? []);
    expect(names).toEqual([
      "token",
      "check",
      "diff",
      "push",
      "pull",
      "import",
      "export",
      "audit",
      "doctor",
      "explain-message",
      "repair",
      "backup",
      "restore",
    ]);
  });

  it.for([
    { args: ["backup"], says: "Say where to" },
    { args: ["restore"], says: "Name one backup" },
    { args: ["restore", "/one", "/two"], says: "Name one backup" },
    { args: ["restore", "/one", "--check", "--only", "shard-7"], says: "leave --only away" },
    { args: ["restore", "/one", "--chekc"], says: "--chekc" },
  ])("touches no file for a wrong call: $args", async ({ args, says }) => {
    const { exitCode, errors } = await runGarland(...args);
    expect(exitCode).toBe(2);
    expect(errors).toContain(says);
  });

  it.for([
    { args: [], says: "Name one shard" },
    { args: ["shard-7"], says: "Say --accept-loss" },
    { args: ["shard-7", "--accept-loss"], says: "Say why" },
  ])("forgets what a shard held only for whoever says so and why: $args", async ({ args, says }) => {
    const { exitCode, errors } = await runGarland("repair", ...args);
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(says)]);
  });

  it("takes the call by which the service says that a loss is accepted", async () => {
    const { en } = describeTrouble({ object: "shard-7-of-16", kind: "shard", state: "lost", file: "x" });
    const [, call = ""] = /npm run garland -- (.+)$/.exec(en) ?? [];
    const { exitCode, errors } = await runGarland(...call.split(" "), "--url", "http://127.0.0.1:9");
    expect([exitCode, errors]).toEqual([1, expect.stringContaining("Nothing answers")]);
  });

  it("ends an import that was called wrongly with 2, like every other command", async () => {
    const { exitCode, errors } = await runGarland("import");
    expect(exitCode).toBe(2);
    expect(errors).toContain("garland import <file>|-");
  });

  it.for([{ args: ["help", "token"] }, { args: ["token", "--help"] }])(
    "tells how to call one command: $args",
    async ({ args }) => {
      const { exitCode, output } = await runGarland(...args);
      expect(exitCode).toBe(0);
      expect(output).toContain("garland token <subscriberId> [--url <address>]");
    },
  );

  it("names the commands to whoever mistypes one, and ends with 2", async () => {
    const { exitCode, output, errors } = await runGarland("tokn");
    expect(exitCode).toBe(2);
    expect(output).toBe("");
    expect(errors).toMatch(/There is no command "tokn"\.[^]*^ {2}token /m);
  });
});

describe("npm run garland", () => {
  const run = promisify(execFile);
  const root = join(import.meta.dirname, "../..");

  it("says so when npm keeps an option for itself, and does nothing", async () => {
    for (const args of [
      ["token", "demo-000042", "--url", "http://127.0.0.1:9"],
      ["push", "--prune", "."],
      ["audit", "export", "--target=campaign/spring"],
    ]) {
      const outcome = run("npm", ["run", "--silent", "garland", ...args], { cwd: root });
      await expect(outcome).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining("npm has kept --") });
    }
  });

  it("takes every option after --", async () => {
    const args = ["run", "--silent", "garland", "--", "token", "demo-000042", "--url", "http://127.0.0.1:9"];
    await expect(run("npm", args, { cwd: root })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Nothing answers at http://127.0.0.1:9"),
    });
  });
});

describe("garland token", () => {
  it.for([
    { args: [], says: "exactly one subscriberId" },
    { args: ["a", "b"], says: "exactly one subscriberId" },
    { args: ["79161234567"], says: "looks like a phone number" },
    { args: ["no spaces"], says: "1–64 letters" },
    { args: ["demo-000042", "--ulr", "http://localhost"], says: "Unknown option '--ulr'" },
    { args: ["demo-000042", "--url"], says: "argument missing" },
    { args: ["demo-000042", "--url", "localhost:8787"], says: "is not an address" },
  ])("ends with 2 and says what is wrong: $args", async ({ args, says }) => {
    const { exitCode, output, errors } = await runGarland("token", ...args);
    expect(exitCode).toBe(2);
    expect(output).toBe("");
    expect(errors).toContain(says);
    expect(errors).toContain("garland token <subscriberId>");
  });

  it("ends with 1 and says how to start the service when nothing answers", async () => {
    const { exitCode, errors } = await runGarland("token", "demo-000042", "--url", "http://127.0.0.1:1");
    expect(exitCode).toBe(1);
    expect(errors).toContain("npm start");
  });
});
