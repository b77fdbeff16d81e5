import type { Node, SourceFile } from "typescript/unstable/ast";
import type { Checker } from "typescript/unstable/sync";
import type { FailingTypes } from "./failing-types.ts";
import { listDrops } from "./list-drops.ts";

const LOST = "drops what may be a failure; return it, or look at it and act on it";
const UNHEARD = "hands what may be a failure to somebody who does not look at it; look at it first";

/** More of an expression than this tells nobody more. */
const LONGEST_QUOTE = 60;

/** Every place of a file where what may be a failure goes to nobody, a line each. */
export function nameDropped(checker: Checker, types: FailingTypes, file: SourceFile): readonly string[] {
  const { lost, handed, methods } = listDrops(file);
  const tell = (node: Node, why: string) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    const text = node.getText(file).replace(/\s+/g, " ");
    const quote = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
    return `${file.fileName}:${line + 1}: ${why}: ${quote}`;
  };
  const lostTypes = checker.getTypeAtLocation(lost);
  const handedTypes = checker.getTypeAtLocation(handed);
  const told = [
    ...lost.filter((_, index) => types.mayFail(lostTypes[index])).map((node) => tell(node, LOST)),
    ...handed.filter((node, index) => types.isUnheard(node, handedTypes[index])).map((node) => tell(node, UNHEARD)),
    ...methods
      .filter(({ owner, method }) => {
        const expected = checker.getContextualType(owner);
        const property = expected && checker.getPropertyOfType(expected, method.name.getText(file));
        return property && types.isSilenced(checker.getTypeAtLocation(method), checker.getTypeOfSymbol(property));
      })
      .map(({ method }) => tell(method, UNHEARD)),
  ];
  return [...new Set(told)];
}
