import type { Directive, Statement, SwitchStatement } from "oxc-parser";
import { barrier } from "./branch.ts";
import { branch } from "./choose.ts";
import { type Completion, normal, Thrown } from "./completion.ts";
import { expand } from "./decide.ts";
import { nested } from "./depth.ts";
import { evaluateEnum } from "./enum.ts";
import { evaluateFunction } from "./expression.ts";
import { type Interpreter, type Place, spanIn, spend } from "./interpreter.ts";
import { executeLoop } from "./loop.ts";
import { executeNamespace } from "./namespace.ts";
import { binary } from "./operator.ts";
import { declareVariables } from "./pattern.ts";
import { declare, innerScope } from "./scope.ts";
import { evaluate, evaluateClass, execute, executeAll } from "./semantics.ts";
import { executeTry } from "./try.ts";
import { isUsing, thenDispose } from "./using.ts";
import { holdsIn, known, type Value } from "./value.ts";

/** Statements in order, functions first, up to the first that leaves. */
export function executeStatements(
  interpreter: Interpreter,
  statements: readonly (Statement | Directive)[],
  place: Place,
): Completion {
  hoist(interpreter, statements, place);
  for (const [index, statement] of statements.entries()) {
    const completion = execute(interpreter, statement, place);
    if (completion.kind !== "normal") return completion;
    if (statement.type === "VariableDeclaration" && isUsing(statement))
      return thenDispose(interpreter, { statement, rest: statements.slice(index + 1) }, place);
  }
  return normal;
}

/** Functions can be called before the line they stand on. */
export function hoist(
  interpreter: Interpreter,
  statements: readonly (Statement | Directive)[],
  place: Place,
): void {
  for (const statement of statements) {
    const declared =
      statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration"
        ? statement.declaration
        : statement;
    if (declared?.type === "FunctionDeclaration" && declared.id && declared.body) {
      declare(
        interpreter,
        place.scope,
        declared.id.name,
        evaluateFunction(interpreter, declared, place),
      );
    }
  }
}

export function executeStatement(
  interpreter: Interpreter,
  node: Statement | Directive,
  place: Place,
): Completion {
  if (!spend(interpreter)) return normal;
  return nested(interpreter, "statement", () => perform(interpreter, node, place)) ?? normal;
}

function perform(interpreter: Interpreter, node: Statement | Directive, place: Place): Completion {
  const span = spanIn(place.module, node);
  switch (node.type) {
    case "ExpressionStatement":
      evaluate(interpreter, node.expression, place);
      return normal;
    case "VariableDeclaration":
      declareVariables(interpreter, node, place);
      return normal;
    case "ReturnStatement":
      return {
        kind: "return",
        value: node.argument ? evaluate(interpreter, node.argument, place) : known(undefined, span),
      };
    case "IfStatement": {
      const { consequent, alternate } = node;
      return branch(interpreter, evaluate(interpreter, node.test, place), {
        yes: () => execute(interpreter, consequent, place),
        no: () => (alternate ? execute(interpreter, alternate, place) : normal),
        span,
      });
    }
    case "BlockStatement":
      return executeAll(interpreter, node.body, {
        ...place,
        scope: innerScope(interpreter, place.scope),
      });
    case "ForStatement":
    case "ForOfStatement":
    case "ForInStatement":
    case "WhileStatement":
    case "DoWhileStatement":
      return executeLoop(interpreter, node, { place, label: undefined });
    case "LabeledStatement":
      return executeLabeled(interpreter, node, place);
    case "BreakStatement":
    case "ContinueStatement":
      return {
        kind: node.type === "BreakStatement" ? "break" : "continue",
        label: node.label?.name,
      };
    case "SwitchStatement":
      return executeSwitch(interpreter, node, place);
    case "ThrowStatement":
      return thrown(interpreter, evaluate(interpreter, node.argument, place));
    case "TryStatement":
      return executeTry(interpreter, node, place);
    case "ClassDeclaration":
      if (!node.declare && node.id)
        declare(
          interpreter,
          place.scope,
          node.id.name,
          evaluateClass(interpreter, node, place, node.id.name),
        );
      return normal;
    case "TSEnumDeclaration":
      declare(interpreter, place.scope, node.id.name, evaluateEnum(interpreter, node, place));
      return normal;
    case "TSModuleDeclaration":
      executeNamespace(interpreter, node, place);
      return normal;
    case "ExportNamedDeclaration":
      return node.declaration ? execute(interpreter, node.declaration, place) : normal;
    default:
      return normal;
  }
}

function executeLabeled(
  interpreter: Interpreter,
  node: Extract<Statement, { type: "LabeledStatement" }>,
  place: Place,
): Completion {
  const { body } = node;
  const label = node.label.name;
  const run = () =>
    body.type === "ForStatement" ||
    body.type === "ForOfStatement" ||
    body.type === "ForInStatement" ||
    body.type === "WhileStatement" ||
    body.type === "DoWhileStatement"
      ? executeLoop(interpreter, body, { place, label })
      : execute(interpreter, body, place);
  return barrier(interpreter, run, { span: spanIn(place.module, node), absorb: leaving(label) });
}

const leaving =
  (label: string | undefined) =>
  (completion: Completion): Completion =>
    completion.kind === "break" && completion.label === label ? normal : completion;

function executeSwitch(interpreter: Interpreter, node: SwitchStatement, outer: Place): Completion {
  const place = { ...outer, scope: innerScope(interpreter, outer.scope) };
  const value = expand(interpreter, evaluate(interpreter, node.discriminant, place));
  const span = spanIn(place.module, node);
  return barrier(interpreter, () => enterCase(interpreter, { node, value, index: 0 }, place), {
    span,
    absorb: leaving(undefined),
  });
}

/** Tests the cases in order; falls through from the one entered. */
function enterCase(
  interpreter: Interpreter,
  at: { readonly node: SwitchStatement; readonly value: Value; readonly index: number },
  place: Place,
): Completion {
  const { node, value, index } = at;
  const entry = node.cases[index];
  const from = (start: number) =>
    executeAll(
      interpreter,
      node.cases.slice(start).flatMap(({ consequent }) => consequent),
      place,
    );
  if (entry === undefined) {
    const fallback = node.cases.findIndex(({ test }) => test === null);
    return fallback < 0 ? normal : from(fallback);
  }
  const next = () => enterCase(interpreter, { node, value, index: index + 1 }, place);
  if (entry.test === null) return next();
  const span = spanIn(place.module, entry);
  const test = binary(
    "===",
    value,
    expand(interpreter, evaluate(interpreter, entry.test, place)),
    span,
  );
  return branch(interpreter, test, { yes: () => from(index), no: next, span });
}

function thrown(interpreter: Interpreter, value: Value): never {
  if (holdsIn(value).length > 0) interpreter.thrown.push(value);
  throw new Thrown(value);
}
