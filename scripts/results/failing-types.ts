import { SyntaxKind, type Expression, type SourceFile } from "typescript/unstable/ast";
import { SignatureKind, TypeFlags, type Project, type Type } from "typescript/unstable/sync";

/** Generic types that hold what they are of: whoever drops one drops that. */
const PROMISES: ReadonlySet<string> = new Set(["Promise", "PromiseLike"]);
const HOLDERS: ReadonlySet<string> = new Set([...PROMISES, "PromiseFulfilledResult", "Array", "ReadonlyArray"]);

/** Whoever gets a value as one of these does not look at it. */
const BLIND = TypeFlags.Void | TypeFlags.Any | TypeFlags.Unknown;

/** Judges the types of one project. */
export interface FailingTypes {
  /** Whether a value of that type may say that something failed. */
  mayFail(type: Type | undefined): boolean;
  /** Whether a promise of that type, or a function that answers such a value, stands where nobody looks at what comes of it. */
  isUnheard(place: Expression, type: Type | undefined): boolean;
  /** The same of a function that goes where one of another type is expected. */
  isSilenced(type: Type | undefined, expected: Type | undefined): boolean;
}

/** Failures are known by their types: the half of a `Result` that is not ok, and the contract's `Failure`. */
export function openFailingTypes({ checker }: Project, contract: SourceFile | undefined): FailingTypes {
  const failure = findFailure();
  const failing = new Map<number, boolean>();
  const telling = new Map<number, boolean>();

  function findFailure(): Type | undefined {
    const types = contract?.statements
      .filter(({ kind }) => kind === SyntaxKind.InterfaceDeclaration)
      .map((statement) => checker.getTypeAtLocation(statement));
    return types?.find((type) => type?.getSymbol()?.name === "Failure");
  }

  function mayFail(type: Type | undefined): boolean {
    if (type === undefined) return false;
    let known = failing.get(type.id);
    if (known === undefined) {
      // A type may hold itself.
      failing.set(type.id, false);
      known = isFailure(type) || listHeld(type).some(mayFail);
      failing.set(type.id, known);
    }
    return known;
  }

  function isFailure(type: Type): boolean {
    if (!type.isObjectType() && !type.isIntersectionType()) return false;
    const ok = typeOfProperty(type, "ok");
    if (ok?.isBooleanLiteralType()) {
      const error = !ok.value ? typeOfProperty(type, "error") : undefined;
      return error !== undefined && !hasFlag(error, TypeFlags.Never);
    }
    return failure !== undefined && checker.isTypeAssignableTo(type, failure);
  }

  function typeOfProperty(type: Type, name: string): Type | undefined {
    const property = checker.getPropertyOfType(type, name);
    return property && checker.getTypeOfSymbol(property);
  }

  function listHeld(type: Type): readonly Type[] {
    if (type.isUnionType() || type.isIntersectionType()) return listParts(type);
    if (!type.isTypeReference()) return [];
    return HOLDERS.has(nameOf(type)) || checker.isTupleType(type) ? checker.getTypeArguments(type) : [];
  }

  function listParts(type: Type): readonly Type[] {
    if (!type.isUnionType() && !type.isIntersectionType()) return [type];
    try {
      return type.getTypes();
    } catch {
      // TypeScript 7.0 can't describe the type of an empty tuple that is written `[]`. Nothing in it fails.
      return [];
    }
  }

  function listReturned(type: Type): readonly Type[] {
    return listParts(type)
      .filter((part) => part.isObjectType())
      .flatMap((part) => checker.getSignaturesOfType(part, SignatureKind.Call))
      .map((signature) => checker.getReturnTypeOfSignature(signature))
      .filter((returned) => returned !== undefined);
  }

  /** Whether a function of that type says to its caller that something failed. */
  function tells(type: Type): boolean {
    let known = telling.get(type.id);
    if (known === undefined) {
      known = listReturned(type).some(mayFail);
      telling.set(type.id, known);
    }
    return known;
  }

  function isBlindPromise(type: Type): boolean {
    if (!PROMISES.has(nameOf(type)) || !type.isTypeReference()) return false;
    return checker.getTypeArguments(type).some((held) => hasFlag(held, BLIND));
  }

  function isSilenced(type: Type | undefined, expected: Type | undefined): boolean {
    if (type === undefined || expected === undefined || !tells(type)) return false;
    const wanted = listReturned(expected);
    return wanted.length > 0 && wanted.every((returned) => hasFlag(returned, BLIND) || isBlindPromise(returned));
  }

  return {
    mayFail,
    isSilenced,
    isUnheard(place, type) {
      if (type === undefined) return false;
      const isPromise = listParts(type).some((part) => PROMISES.has(nameOf(part)));
      if (isPromise ? !mayFail(type) : !tells(type)) return false;
      const expected = checker.getContextualType(place);
      if (expected === undefined) return false;
      return isPromise ? listParts(expected).some(isBlindPromise) : isSilenced(type, expected);
    },
  };
}

function nameOf(type: Type): string {
  return type.isObjectType() ? (type.getSymbol()?.name ?? "") : "";
}

function hasFlag(type: Type, flags: TypeFlags): boolean {
  return (type.flags & flags) !== 0;
}
