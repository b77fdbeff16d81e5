import type { AttributeValue, Facts } from "../domain/condition/attribute.ts";
import type { AudienceTally } from "../domain/condition/audience.ts";
import type { Bounds } from "../domain/condition/condition.ts";
import type { PeopleTally, ReachTally } from "../domain/condition/reach.ts";
import { groupName } from "../domain/rehearsal/rehearse.ts";
import { addCells, NOBODY, joinCells, type Cell, type Cells } from "../domain/cells.ts";
import { LAST_ID, type Subscribers } from "./subscribers.ts";

/** Rows of a block: few enough that reading one again, after a write, is quick. */
const BLOCK_ROWS = 1_000;
/** So much of a shard is kept in memory, about 24 bytes a row; what is beyond is read each time. */
const MAXIMUM_KEPT_ROWS = 1_000_000;
/** Each value of an attribute once; people have its number. 0: not known. */
interface Dictionary {
  readonly values: (AttributeValue | undefined)[];
  readonly codes: Map<AttributeValue, number>;
}

/** The facts of some people, as a column of codes for each attribute that any of them has. */
interface Content extends PeopleTally {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Uint16Array | Uint32Array>;
  /** The rows' record keys, and their sum modulo 2^32. */
  readonly keys: Uint32Array;
  readonly keySum: number;
}

/** The people with ids after `after`, up to and including `upTo`. */
interface Block {
  readonly after: string;
  upTo: string;
  /** Undefined: not read yet, or changed since. */
  content: Content | undefined;
}

/** What is to be counted. */
export interface AudienceTest {
  test(facts: Facts): boolean;
  /** The attributes that the test reads. */
  readonly reads: readonly string[];
  /** Attributes to group people by. */
  readonly by: readonly string[];
  /** Ages are counted from this year. */
  readonly year: number;
}

/** By an attribute's codes: people, of those matching, and the sums modulo 2^32 of both's record keys. */
interface GroupCounts {
  readonly people: number[];
  readonly keys: number[];
  readonly matching: number[];
  readonly matchingKeys: number[];
}

/** Whose reach is to be weighed. */
export interface ReachTest extends Bounds {
  /** The attributes that the tests read. */
  readonly reads: readonly string[];
}

/**
 * Everybody's facts in a compact form, for counts while a marketer types. Filled by the first count, block by block;
 * whoever writes facts calls `forget`, and the block is read again when it is next needed.
 */
export class AudienceIndex {
  readonly #subscribers: Subscribers;
  readonly #recordKeyOf: (subscriberId: string) => number;
  readonly #dictionaries = new Map<string, Dictionary>();
  readonly #blocks: Block[] = [{ after: "", upTo: LAST_ID, content: undefined }];
  #keptRows = 0;

  /** `recordKeyOf` gives the random number below 2^32 that stands for a person wherever they are counted. */
  constructor(subscribers: Subscribers, recordKeyOf: (subscriberId: string) => number) {
    this.#subscribers = subscribers;
    this.#recordKeyOf = recordKeyOf;
  }

  /** Someone is new, gone, or has other facts. */
  forget(subscriberId: string): void {
    const block = this.#blocks[this.#findBlock((after) => after < subscriberId)];
    if (block?.content === undefined) return;
    this.#keptRows -= block.content.rows;
    block.content = undefined;
  }

  /** Counts everybody, each as they are when their block's turn comes. */
  async count(audience: AudienceTest): Promise<AudienceTally> {
    let people = NOBODY;
    let matching = NOBODY;
    const groups = audience.by.map((): GroupCounts => ({ people: [], keys: [], matching: [], matchingKeys: [] }));
    for await (const content of this.#readAll()) {
      people = joinCells(people, { people: content.rows, key: content.keySum });
      matching = joinCells(matching, this.#countBlock(content, audience, groups));
    }
    return { people, matching, groups: this.#nameGroups(audience, groups) };
  }

  /** How many people there are, and how many of them an audience may reach. */
  async weigh({ may, must, reads }: ReachTest): Promise<ReachTally> {
    let [imported, seen, certain, possible] = [0, 0, 0, 0];
    for await (const content of this.#readAll()) {
      imported += content.imported;
      seen += content.seen;
      const { facts, read } = this.#openRow(content, reads);
      for (let row = 0; row < content.rows; row++) {
        for (const { attribute, codes, values } of read) facts[attribute] = values[codes[row] ?? 0];
        if (!may(facts)) continue;
        possible += 1;
        if (must(facts)) certain += 1;
      }
    }
    return { imported, seen, certain, possible };
  }

  async countPeople(): Promise<PeopleTally> {
    let [imported, seen] = [0, 0];
    for await (const content of this.#readAll()) {
      imported += content.imported;
      seen += content.seen;
    }
    return { imported, seen };
  }

  async *#readAll(): AsyncGenerator<Content> {
    for (let after = ""; after !== LAST_ID;) {
      // By id, not by place: blocks may have been split while this count was waiting.
      const place = this.#findBlock((start) => start <= after);
      const block = this.#blocks[place];
      if (block === undefined) break;
      if (block.content === undefined) await scheduler.wait(0);
      const content = block.content ?? this.#read(block);
      after = block.upTo;
      yield content;
    }
  }

  /** The place of the last block whose start passes; starts that pass come first. */
  #findBlock(passes: (after: string) => boolean): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (passes(this.#blocks[middle]?.after ?? LAST_ID)) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** Reads a block; what does not fit becomes a block of its own, to be read later. */
  #read(block: Block): Content {
    const people = [...this.#subscribers.scan(block.after, BLOCK_ROWS, block.upTo)];
    const last = people.at(-1)?.subscriber.subscriberId;
    if (people.length === BLOCK_ROWS && last !== undefined && last < block.upTo) {
      this.#blocks.splice(this.#blocks.indexOf(block) + 1, 0, { after: last, upTo: block.upTo, content: undefined });
      block.upTo = last;
    }
    const keys = Uint32Array.from(people, ({ subscriber }) => this.#recordKeyOf(subscriber.subscriberId));
    const content = {
      ...this.#encode(people.map(({ subscriber, device }) => ({ ...device, ...subscriber.profile }))),
      keys,
      keySum: sumKeys(keys),
      imported: people.filter(({ isImported }) => isImported).length,
      seen: people.filter(({ device }) => Object.keys(device).length > 0).length,
    };
    if (this.#keptRows + content.rows <= MAXIMUM_KEPT_ROWS) {
      this.#keptRows += content.rows;
      block.content = content;
    }
    return content;
  }

  #encode(people: readonly Facts[]): Pick<Content, "rows" | "columns"> {
    const columns = new Map<string, number[]>();
    for (const [row, facts] of people.entries()) {
      for (const [attribute, value] of Object.entries(facts)) {
        if (value === undefined) continue;
        let column = columns.get(attribute);
        if (column === undefined) columns.set(attribute, (column = Array.from(people, () => 0)));
        column[row] = this.#codeOf(attribute, value);
      }
    }
    const compact = ([attribute, codes]: [string, number[]]) => {
      const isNarrow = (this.#dictionaries.get(attribute)?.values.length ?? 0) <= 0x1_0000;
      return [attribute, isNarrow ? Uint16Array.from(codes) : Uint32Array.from(codes)] as const;
    };
    return { rows: people.length, columns: new Map(Array.from(columns, compact)) };
  }

  #codeOf(attribute: string, value: AttributeValue): number {
    const { values, codes } = this.#dictionaryOf(attribute);
    // Lists are told apart by their text, which no value of a list's attribute can be.
    const identity = typeof value === "object" ? JSON.stringify(value) : value;
    const known = codes.get(identity);
    if (known !== undefined) return known;
    codes.set(identity, values.length);
    return values.push(value) - 1;
  }

  #dictionaryOf(attribute: string): Dictionary {
    const known = this.#dictionaries.get(attribute);
    if (known !== undefined) return known;
    const dictionary: Dictionary = { values: [undefined], codes: new Map() };
    this.#dictionaries.set(attribute, dictionary);
    return dictionary;
  }

  /** What tests are given, and from where it is filled for each row. */
  #openRow({ columns }: Content, reads: readonly string[]) {
    const facts: Record<string, AttributeValue | undefined> = {};
    const read = reads.flatMap((attribute) => {
      const codes = columns.get(attribute);
      return codes === undefined ? [] : [{ attribute, codes, values: this.#dictionaryOf(attribute).values }];
    });
    return { facts, read };
  }

  #countBlock(content: Content, { test, reads, by }: AudienceTest, groups: readonly GroupCounts[]): Cell {
    const { rows, columns, keys } = content;
    const { facts, read } = this.#openRow(content, reads);
    const grouped = by.map((attribute, index) => ({ codes: columns.get(attribute), group: groups[index] }));
    let matching = 0;
    let matchingKey = 0;
    for (let row = 0; row < rows; row++) {
      for (const { attribute, codes, values } of read) facts[attribute] = values[codes[row] ?? 0];
      const isMatching = test(facts);
      const key = keys[row] ?? 0;
      if (isMatching) {
        matching += 1;
        matchingKey = (matchingKey + key) >>> 0;
      }
      for (const { codes, group } of grouped) {
        const code = codes?.[row] ?? 0;
        if (group === undefined) continue;
        group.people[code] = (group.people[code] ?? 0) + 1;
        group.keys[code] = ((group.keys[code] ?? 0) + key) >>> 0;
        if (!isMatching) continue;
        group.matching[code] = (group.matching[code] ?? 0) + 1;
        group.matchingKeys[code] = ((group.matchingKeys[code] ?? 0) + key) >>> 0;
      }
    }
    return { people: matching, key: matchingKey };
  }

  /** Several values may have one name: years of birth become ages. */
  #nameGroups({ by, year }: AudienceTest, groups: readonly GroupCounts[]): AudienceTally["groups"] {
    return new Map(
      by.map((attribute, index) => {
        const named = new Map<string | null, Cells>();
        const { values } = this.#dictionaryOf(attribute);
        const { people = [], matching = [], keys = [], matchingKeys = [] } = groups[index] ?? {};
        for (const [code, value] of values.entries()) {
          const total = people[code] ?? 0;
          if (total === 0) continue;
          const name = groupName(attribute, value, year);
          const cells = [total, matching[code] ?? 0, keys[code] ?? 0, matchingKeys[code] ?? 0];
          const known = named.get(name);
          named.set(name, known === undefined ? cells : addCells(known, cells));
        }
        return [attribute, named];
      }),
    );
  }
}

function sumKeys(keys: Uint32Array): number {
  let sum = 0;
  for (const key of keys) sum = (sum + key) >>> 0;
  return sum;
}
