import type { VersionedKey } from "../../contract/settings.ts";
import { createPhoneIndexer, normalizePhone } from "../../tokens/phone-index.ts";
import type { PhoneRef, PopulationRow } from "../../contract/rpc/rpc-population.ts";
import {
  createLineReader,
  liesAhead,
  MAXIMUM_LINE_BYTES,
  type ImportError,
  type LineIssue,
} from "../../contract/population.ts";
import type { AttributeDefinition } from "../../domain/condition/attribute.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import type { Line } from "./ndjson.ts";
import type { PopulationBatch } from "./store-population.ts";

/** Lines that have been checked: what is to be stored, and what was wrong. */
export interface CheckedLines extends PopulationBatch {
  /** How many there were, blank ones aside. */
  readonly lines: number;
  readonly refused: number;
  readonly errors: readonly ImportError[];
}

type UpsertRow = Extract<PopulationRow, { kind: "upsert" }>;
type Checked = Result<{ readonly row: PopulationRow; readonly superseded: readonly PhoneRef[] }, readonly LineIssue[]>;

const UNREADABLE: Readonly<Record<"too-long" | "malformed-utf8", LineIssue>> = {
  "too-long": {
    code: "too-long",
    path: "$",
    message: `has more than ${MAXIMUM_LINE_BYTES} bytes; one line is one subscriber`,
  },
  "malformed-utf8": { code: "malformed-utf8", path: "$", message: "is not UTF-8; save the file in that encoding" },
};

const INVALID_PHONE: LineIssue = {
  code: "invalid-phone",
  path: "$.phone",
  message: "can't be a phone number; write it with its country code, such as +7 and ten digits",
};

const PHONES_NOT_ACCEPTED: LineIssue = {
  code: "phones-not-accepted",
  path: "$.phone",
  message: "is not taken: this service has no key to index numbers with. Set PHONE_KEYS, or leave numbers out",
};

const LIES_AHEAD: LineIssue = {
  code: "invalid-value",
  path: "$.refuseTokensIssuedBefore",
  message: "lies ahead; only tokens that have been issued can be refused",
};

export type BlockChecker = (lines: readonly Line[]) => Promise<CheckedLines>;

/** Makes the check of whole blocks: each line by itself, numbers turned into their index. `now`: epoch milliseconds. */
export function createBlockChecker(
  attributes: readonly AttributeDefinition[],
  phoneKeys: readonly VersionedKey[],
  now: () => number,
): BlockChecker {
  const readLine = createLineReader(attributes);
  const indexer = createPhoneIndexer(phoneKeys);

  /** Lines without a number, which are most, cost no promise. */
  function checkLine(line: Line): Checked | Promise<Checked> {
    if ("problem" in line) return fail([UNREADABLE[line.problem]]);
    const read = readLine(line.text);
    if (!read.ok) return read;
    if (read.value.kind !== "upsert") {
      const { issuedBefore } = read.value;
      if (issuedBefore !== undefined && liesAhead(issuedBefore, now())) return fail([LIES_AHEAD]);
      return succeed({ row: read.value, superseded: [] });
    }
    const { phone, ...row } = read.value;
    if (phone === undefined) return succeed({ row, superseded: [] });
    if (phone === null) return succeed({ row: { ...row, phone }, superseded: [] });
    return hidePhone(row, phone);
  }

  async function hidePhone(row: UpsertRow, phone: string): Promise<Checked> {
    if (indexer === undefined) return fail([PHONES_NOT_ACCEPTED]);
    const e164 = normalizePhone(phone);
    if (e164 === undefined) return fail([INVALID_PHONE]);
    const [newest, ...superseded] = await indexer.indexPhone(e164);
    return succeed({ row: { ...row, phone: newest }, superseded });
  }

  return async function checkLines(lines: readonly Line[]): Promise<CheckedLines> {
    const present = lines.filter((line) => "problem" in line || line.text.trim() !== "");
    const checked = await Promise.all(present.map(checkLine));
    const rows = checked.flatMap((line) => (line.ok ? [line.value.row] : []));
    const superseded = checked.flatMap((line) => (line.ok ? line.value.superseded : []));
    const errors = checked.flatMap((line, index) =>
      line.ok ? [] : line.error.map((issue) => ({ line: present[index]?.number ?? 0, ...issue })),
    );
    return { rows, superseded, lines: present.length, refused: present.length - rows.length, errors };
  };
}
