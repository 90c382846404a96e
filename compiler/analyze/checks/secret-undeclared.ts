import type { Node } from "oxc-parser";
import { secretUndeclared } from "#diagnostics/catalogue.gen.ts";
import { works } from "#graph/graph.ts";
import type { Work } from "#graph/work.ts";
import type { PythonSource } from "#parse/python-source.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import { type Interpreter, spanIn } from "../interpreter.ts";
import { descendants } from "../source-place.ts";
import type { RanFunction } from "../trace.ts";
import type { Picture } from "./checks.ts";
import { pythonWorks } from "./python-works.ts";

/** A variable of the environment whose name says that it is a secret, and which no option of the work sets. */
export function checkSecretsUndeclared(interpreter: Interpreter, picture: Picture): void {
  const { sink } = interpreter;
  const report = (work: Work, { name, span }: Reading) => {
    if (secretive.test(name) && !(name in work.settings.env))
      sink.report(secretUndeclared(span, { work: work.name, name }));
  };
  for (const { work, files } of pythonWorks(interpreter, picture)) {
    for (const { file, source } of files)
      for (const reading of readInPython(source))
        report(work, { ...reading, span: { file, ...reading.span } });
  }
  const byName = new Map(works(picture.graph).map((work) => [work.name, work]));
  for (const ran of picture.followed.every.functions.values()) {
    const readings = ran.works.size > 0 ? readInFunction(ran) : [];
    for (const object of readings.length > 0 ? ran.works : []) {
      const work = byName.get(graphName(object) ?? "");
      for (const reading of work ? readings : []) if (work) report(work, reading);
    }
  }
}

const secretive =
  /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS|API_?KEY|ACCESS_KEY(?:_ID)?|PRIVATE_KEY)$|_KEY$/u;

interface Reading {
  readonly name: string;
  readonly span: Span;
}

/** `os.environ["X"]`, `os.environ.get("X")`, `os.getenv("X")`; with something to fall back on it is no must. */
function readInPython({ tokens }: PythonSource): readonly (Omit<Reading, "span"> & {
  readonly span: { readonly start: number; readonly end: number };
})[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== "string") return [];
    const before = tokens
      .slice(Math.max(0, index - 4), index)
      .map(({ text }) => text)
      .join("");
    const asked = /(?:environ\[|environ\.get\(|getenv\()$/u.test(before);
    const alone = [")", "]"].includes(tokens[index + 1]?.text ?? "");
    const isWrite =
      tokens[index + 1]?.text === "]" &&
      tokens[index + 2]?.text === "=" &&
      tokens[index + 3]?.text !== "=";
    const falls = tokens[index + 2]?.text === "or";
    if (!asked || !alone || isWrite || falls) return [];
    return [{ name: token.text, span: { start: token.start, end: token.end } }];
  });
}

/** `process.env["X"]`, `process.env.X`, also by destructuring; not where something else is taken instead. */
function readInFunction({ closure }: RanFunction): readonly Reading[] {
  const { module, code } = closure;
  if (module.installed || !module.text.slice(code.start, code.end).includes("process.env"))
    return [];
  const nodes = descendants(code);
  const replaced = new Set(
    nodes.flatMap((node) => (node.type === "LogicalExpression" ? [node.left.start] : [])),
  );
  return nodes.flatMap((node) => {
    const names = replaced.has(node.start) ? [] : namesRead(node);
    return names.map(({ name, place }) => ({ name, span: spanIn(module, place) }));
  });
}

function namesRead(node: Node): readonly { readonly name: string; readonly place: Node }[] {
  if (node.type === "MemberExpression" && isEnvironment(node.object)) {
    const { property } = node;
    if (property.type === "Identifier" && !node.computed)
      return [{ name: property.name, place: node }];
    return property.type === "Literal" ? [{ name: String(property.value), place: node }] : [];
  }
  if (node.type !== "VariableDeclarator" || node.id.type !== "ObjectPattern") return [];
  if (node.init === null || !isEnvironment(node.init)) return [];
  return node.id.properties.flatMap((property) =>
    property.type === "Property" &&
    property.key.type === "Identifier" &&
    property.value.type === "Identifier"
      ? [{ name: property.key.name, place: property }]
      : [],
  );
}

const isEnvironment = (node: Node): boolean =>
  node.type === "MemberExpression" &&
  node.object.type === "Identifier" &&
  node.object.name === "process" &&
  node.property.type === "Identifier" &&
  node.property.name === "env";
