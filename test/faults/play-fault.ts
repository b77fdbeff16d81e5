import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "vitest";
import { expectCopy } from "../../scripts/backup/catalog-copy.ts";
import { CATALOG_PATH, pathOf } from "../../scripts/backup/object-files.ts";
import { openFaultMachine, SHARDS, type Service } from "../support/fault-machine.ts";
import { replaceDatabase, settleAll } from "../support/fault-files.ts";
import { adminOf, call, inShard, openPhone, readHealth, SPRING, stopAll } from "../support/fault-people.ts";
import type { Fault, People, Seen } from "./matrix.ts";

/** What is damaged is told so long after the start at most. */
const TOLD_WITHIN_MS = 10_000;
/** What heals is well so long after the start. */
const WELL_WITHIN_MS = 15_000;
/** Of the shards, this is damaged; and swapped with the next. */
const DAMAGED = 0;
const NEXT = 1;
const shardPath = (index: number) => pathOf("Shard", `shard-${index}-of-${SHARDS}`);

/** What each kind of person sees as long as all is well: who switched all off, also lately; who said nothing; who asked for what was stopped. */
const AS_BEFORE = { off: "none opted-out", late: "none opted-out", on: "show segment", asked: "none stopped" } as const;
type Word = keyof typeof AS_BEFORE;
const WORDS = ["off", "late", "on", "asked"] as const;

/** An installation with words, a copy of it from before the latest of them, and another one; and a machine to try faults on. */
export async function openPlays() {
  const machine = await openFaultMachine();

  async function begin(name: string): Promise<void> {
    const service = await machine.start(machine.place(name));
    await untilWell(service);
    for (let index = 0; index < SHARDS; index++) {
      await (await openPhone(service, inShard(index, "off"))).say("all");
      await (await openPhone(service, inShard(index, "asked"))).wish("tulip");
      await (await openPhone(service, inShard(index, "on"))).look();
    }
    await service.end("SIGKILL");
    settleAll(service.data);
  }

  await begin("golden");
  await begin("foreign");
  cpSync(machine.place("golden"), machine.place("earlier"), { recursive: true });
  let service = await machine.start(machine.place("golden"));
  const stopped = await call(service, "/v1/campaigns/spring:stop", {
    token: await adminOf(service),
    body: { reason: "enough" },
  });
  expect(stopped.status).toBe(200);
  for (let index = 0; index < SHARDS; index++) await (await openPhone(service, inShard(index, "late"))).say("all");
  await service.end("SIGKILL");
  // With its start the catalog hears how far all words have come.
  service = await machine.start(machine.place("golden"));
  await untilWell(service);
  await service.end("SIGKILL");

  const guard = listGuards(machine.place("golden")).find((name) => name.startsWith("new-year")) ?? "";
  const events = readdirSync(join(machine.place("golden"), "objects/Events")).find((name) =>
    /^[0-9a-f]{64}\.sqlite$/.test(name),
  );
  const paths: Readonly<Record<Fault["of"], string>> = {
    shard: shardPath(DAMAGED),
    guard: pathOf("Guard", guard),
    catalog: CATALOG_PATH,
    events: `objects/Events/${events}`,
    alarms: "objects/Shard/metadata.sqlite",
  };
  const names = {
    shard: `shard-${DAMAGED}-of-${SHARDS}`,
    "next shard": `shard-${NEXT}-of-${SHARDS}`,
    guard,
    catalog: "catalog",
  };
  let plays = 0;

  const expandTold = (told: readonly string[]) =>
    told.map((said) => {
      const name = Object.keys(names).find((each) => said.startsWith(`${each} `));
      return name === undefined ? said : said.replace(name, Reflect.get(names, name) as string);
    });

  async function expectSeen(service: Service, { of, fault }: Fault, { people, told }: Seen): Promise<void> {
    const health = await untilTold(service, told.length > 0);
    expect(health.code).toBe(told.length === 0 ? 200 : 503);
    if (told[0]?.startsWith("* ") === true) {
      expect(new Set(health.troubled.map((said) => `* ${said.split(" ")[1]}`))).toEqual(new Set(told));
      expect(health.troubled.filter((said) => said.startsWith("shard-"))).toHaveLength(SHARDS);
    } else expect(health.troubled).toEqual(expandTold(told));
    const isSwapped = fault.startsWith("swapped");
    for (let index = 0; index < SHARDS; index++) {
      const isTheirs = of === "catalog" || index === DAMAGED || (isSwapped && index === NEXT);
      await expectPeople(service, index, isTheirs ? people : "as before");
    }
  }

  /** As `garland restore --only` does: what was said since the copy is lost with the file, and nobody is surprised by that. */
  function expectLess(data: string): void {
    const catalog = new DatabaseSync(join(data, CATALOG_PATH));
    for (const name of [names.shard, names["next shard"]]) expectCopy(catalog, name, 1);
    catalog.close();
  }

  /** Whatever is seen of it, nobody is shown what they have switched off, and with its file put back all is well. */
  async function playToTheEnd(service: Service, fault: Fault, file: string, golden: string): Promise<void> {
    await expectSafe(service);
    await service.end("SIGKILL");
    replaceDatabase(file, golden);
    if (fault.of === "shard") expectLess(service.data);
    const healed = await machine.start(service.data);
    await untilWell(healed);
    for (let index = 0; index < SHARDS; index++) await expectPeople(healed, index, "as before", fault.of === "guard");
    await healed.end("SIGKILL");
  }

  return {
    close: () => machine.close(),

    /** Brings a fault about, looks at what people and the operator see, stops everything, heals it, and looks again. */
    async play(fault: Fault, moment: "stopped" | "running"): Promise<void> {
      const data = machine.copy(machine.place("golden"), `play-${(plays += 1)}`);
      const path = paths[fault.of];
      const at = (name: string, file = path) => join(machine.place(name), file);
      const files = {
        file: join(data, path),
        earlier: at("earlier"),
        foreign: at("foreign"),
        other: join(data, shardPath(NEXT)),
      };
      let service: Service;
      if (moment === "running") {
        service = await machine.start(data);
        await expectSeen(service, fault, { people: "as before", told: [] });
        fault.damage(files);
        // It goes on with what it has open; of what is destroyed there it notices what it reads.
        if (fault.isInPlace !== true) await expectSeen(service, fault, { people: "as before", told: [] });
        else await expectSafe(service);
        await service.end("SIGKILL");
      } else fault.damage(files);

      service = await machine.start(data);
      if (moment === "running" && fault.isInPlace === true)
        return playToTheEnd(service, fault, files.file, at("golden"));
      await expectSeen(service, fault, fault.started);
      const kept = await (await openPhone(service, inShard(NEXT + 1, "said"))).say("theme:tree");
      expect(kept).toBe(fault.of === "catalog" && fault.started.people !== "as before" ? 503 : 200);
      const stop = await stopAll(service);
      expect([stop.isLive, stop.text]).toEqual([fault.started.people === "as before", stop.text]);
      await expectNobody(service, stop.isLive);
      await service.end("SIGKILL");

      service = await machine.start(data);
      await expectNobody(service, stop.isLive);
      await service.end("SIGKILL");
      if (fault.heals === "its file is put back") {
        replaceDatabase(files.file, at("golden"));
        if (fault.of === "shard" && moment === "running") expectLess(data);
        if (fault.fault.startsWith("swapped")) replaceDatabase(files.other, at("golden", shardPath(NEXT)));
      }

      service = await machine.start(data);
      await untilWell(service);
      await expectNobody(service, stop.isLive);
      if (stop.status === 200) expect((await stopAll(service, "/v1/resume")).isLive).toBe(true);
      for (let index = 0; index < SHARDS; index++)
        await expectPeople(service, index, "as before", fault.of === "guard");
      if (kept === 200) {
        expect(await (await openPhone(service, inShard(NEXT + 1, "said"))).look()).toBe("none opted-out");
      }
      await service.end("SIGKILL");
    },
  };
}

export type Plays = Awaited<ReturnType<typeof openPlays>>;

async function untilWell(service: Service): Promise<void> {
  for (;;) {
    const { code, troubled, sentences } = await readHealth(service);
    if (code === 200) return;
    const said = `${troubled.join(", ")} ${sentences.join(" ")}`;
    if (Date.now() - service.startedAt > WELL_WITHIN_MS) throw new Error(`It is not well: ${code} ${said}`);
  }
}

/** What the operator is told, as soon as it is what it is to be. */
async function untilTold(service: Service, isRed: boolean) {
  const from = Date.now();
  for (;;) {
    const health = await readHealth(service);
    const isSettled = isRed ? health.code === 503 && health.troubled.length > 0 : health.code === 200;
    if (isSettled || Date.now() - from > TOLD_WITHIN_MS) return health;
  }
}

/** All is as before; or it says that it is not, and nobody is shown what they have switched off. */
async function expectSafe(service: Service): Promise<void> {
  await expectNobody(service, false);
  try {
    for (let index = 0; index < SHARDS; index++) await expectPeople(service, index, "as before", true);
  } catch {
    expect((await untilTold(service, true)).code).toBe(503);
  }
}

async function expectPeople(service: Service, index: number, people: People, isGuardNew = false): Promise<void> {
  const seen: Partial<Record<Word, string>> = {};
  for (const word of WORDS) {
    seen[word] = await (await openPhone(service, inShard(index, word))).look(word === "asked" ? SPRING : undefined);
  }
  const said = await (await openPhone(service, inShard(index, "new"))).say("theme:tulip");
  if (people === "as before")
    expect([seen, said]).toEqual([isGuardNew ? { ...AS_BEFORE, on: seen.on } : AS_BEFORE, 200]);
  else {
    const each = people === "503" ? "503" : "none unsure";
    expect([seen, said]).toEqual([{ off: each, late: each, on: each, asked: each }, 503]);
  }
}

/** Nobody is shown what they have switched off, or what is stopped; after a stop that is live, nobody is shown anything. */
async function expectNobody(service: Service, isStopped: boolean): Promise<void> {
  for (let index = 0; index < SHARDS; index++) {
    for (const word of WORDS) {
      if (word === "on" && !isStopped) continue;
      const phone = await openPhone(service, inShard(index, word));
      for (const at of [undefined, SPRING]) {
        if (word === "asked" && at === undefined && !isStopped) continue;
        expect(`${word} of shard ${index}: ${await phone.look(at)}`).not.toContain(": show");
      }
    }
  }
}

function listGuards(data: string): readonly string[] {
  const catalog = new DatabaseSync(join(data, CATALOG_PATH), { readOnly: true });
  try {
    return catalog
      .prepare("SELECT guard FROM guards")
      .all()
      .map(({ guard }) => String(guard));
  } finally {
    catalog.close();
  }
}
