import type { Label } from "../label.ts";

/**
 * Where an attribute's value comes from: `profile` values are imported by the operator and can't be set by a
 * subscriber's request; `device` values arrive with the request.
 */
export type AttributeSource = "profile" | "device";

/** `strings` is a list of strings; `version` is a dotted version compared by the `$v…` operators. */
export type AttributeType = "string" | "enum" | "number" | "boolean" | "version" | "strings";

/** One permitted value of an `enum` attribute. A region carries the IANA zone its people live in. */
export interface AttributeOption {
  readonly value: string;
  readonly label: Label;
  readonly zone?: string;
}

/** A typed fact that rules may use, as declared in `segments/attributes.json`. */
export interface AttributeDefinition {
  readonly key: string;
  readonly source: AttributeSource;
  readonly type: AttributeType;
  readonly label: Label;
  /** What it is needed for. What was declared before this was asked has none. */
  readonly purpose?: Label;
  /** The permitted values of an `enum`. */
  readonly values?: readonly AttributeOption[];
  /** Inclusive bounds of a `number`. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** People with the same value belong together: one account, one household. No rule may use it. */
  readonly household?: boolean;
}

/** Every declared attribute by its key. */
export type AttributeDictionary = ReadonlyMap<string, AttributeDefinition>;

export type AttributeValue = string | number | boolean | readonly string[];

/** What is known about one subscriber at one request; a missing key means "not known". Values were checked against the dictionary. */
export type Facts = Readonly<Record<string, AttributeValue | undefined>>;
