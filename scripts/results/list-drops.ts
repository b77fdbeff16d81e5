import {
  isArrayLiteralExpression,
  isArrowFunction,
  isAwaitExpression,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isConditionalExpression,
  isExpressionStatement,
  isForStatement,
  isFunctionExpression,
  isJsxExpression,
  isMethodDeclaration,
  isNewExpression,
  isObjectLiteralExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isReturnStatement,
  isVariableDeclaration,
  isVoidExpression,
  SyntaxKind,
  type CallExpression,
  type Expression,
  type MethodDeclaration,
  type Node,
  type ObjectLiteralExpression,
  type SourceFile,
} from "typescript/unstable/ast";

/** Places of a file where a value may be lost. Whether that matters is a question of types. */
export interface Drops {
  /** Nobody takes their values. */
  readonly lost: readonly Expression[];
  /** Functions and promises, perhaps, that go to somebody whose type says what they take. */
  readonly handed: readonly Expression[];
  /** The same of functions that are written as methods. */
  readonly methods: readonly { readonly owner: ObjectLiteralExpression; readonly method: MethodDeclaration }[];
}

/** Whose value is that of the right side, if not of something that was looked at. */
const CHOOSING: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
  SyntaxKind.CommaToken,
]);

/** Functions, or names of them. */
const FUNCTIONS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.ArrowFunction,
  SyntaxKind.FunctionExpression,
  SyntaxKind.Identifier,
  SyntaxKind.PropertyAccessExpression,
  SyntaxKind.ElementAccessExpression,
]);

/** Only a parameter is ever of a type that takes a promise without a look. To ask for each call's type takes long. */
const ARGUMENTS: ReadonlySet<SyntaxKind> = new Set([...FUNCTIONS, SyntaxKind.CallExpression]);

export function listDrops(file: SourceFile): Drops {
  const lost: Expression[] = [];
  const handed: Expression[] = [];
  const methods: Drops["methods"][number][] = [];

  function visit(node: Node): void {
    lost.push(...listLost(node).flatMap(listValues));
    handed.push(
      ...listArguments(node)
        .flatMap(listChoices)
        .filter(({ kind }) => ARGUMENTS.has(kind)),
    );
    handed.push(
      ...listHanded(node)
        .flatMap(listChoices)
        .filter(({ kind }) => FUNCTIONS.has(kind)),
    );
    if (isObjectLiteralExpression(node)) {
      methods.push(...node.properties.filter(isMethodDeclaration).map((method) => ({ owner: node, method })));
    }
    node.forEachChild(visit);
  }

  visit(file);
  return { lost, handed, methods };
}

/** What the node evaluates, and forgets. */
function listLost(node: Node): readonly Expression[] {
  if (isExpressionStatement(node) || isVoidExpression(node)) return [node.expression];
  if (isBinaryExpression(node)) return node.operatorToken.kind === SyntaxKind.CommaToken ? [node.left] : [];
  if (isForStatement(node)) return node.incrementor === undefined ? [] : [node.incrementor];
  return isCallExpression(node) ? listUnread(node) : [];
}

/** The promise of `promise.then(() => …)`, which does not read what the promise brings. */
function listUnread({ expression, arguments: [next] }: CallExpression): readonly Expression[] {
  if (!isPropertyAccessExpression(expression) || expression.name.text !== "then" || next === undefined) return [];
  if (!isArrowFunction(next) && !isFunctionExpression(next)) return [];
  return next.parameters.length === 0 ? [expression.expression] : [];
}

/** Those of which one is the value of the whole. What is assigned is kept, and `void` is told of by itself. */
function listValues(expression: Expression): readonly Expression[] {
  if (isParenthesizedExpression(expression) || isAwaitExpression(expression)) return listValues(expression.expression);
  if (isVoidExpression(expression)) return [];
  if (isConditionalExpression(expression)) return [expression.whenTrue, expression.whenFalse].flatMap(listValues);
  if (!isBinaryExpression(expression)) return [expression];
  const { kind } = expression.operatorToken;
  if (kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment) return [];
  return CHOOSING.has(kind) ? listValues(expression.right) : [expression];
}

function listArguments(node: Node): readonly Expression[] {
  if (isCallExpression(node) || isNewExpression(node)) return node.arguments ?? [];
  return isArrayLiteralExpression(node) ? node.elements : [];
}

/** What the node hands on in another way. */
function listHanded(node: Node): readonly Expression[] {
  if (isPropertyAssignment(node)) return [node.initializer];
  if (isBinaryExpression(node)) return node.operatorToken.kind === SyntaxKind.EqualsToken ? [node.right] : [];
  if (isVariableDeclaration(node)) return node.type && node.initializer ? [node.initializer] : [];
  if (isArrowFunction(node)) return isBlock(node.body) ? [] : [node.body];
  if (isReturnStatement(node) || isJsxExpression(node)) return node.expression === undefined ? [] : [node.expression];
  return [];
}

function listChoices(expression: Expression): readonly Expression[] {
  if (isParenthesizedExpression(expression)) return listChoices(expression.expression);
  if (isConditionalExpression(expression)) return [expression.whenTrue, expression.whenFalse].flatMap(listChoices);
  return [expression];
}
