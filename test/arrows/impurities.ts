import { parseSync } from "oxc-parser";

/** Ways by which a reducer would depend on more than its state, its event and the time it is told. */
const globals: ReadonlySet<string> = new Set([
  "performance",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "crypto",
  "process",
  "fetch",
  "Atomics",
  "WeakRef",
  "FinalizationRegistry",
  "WebSocket",
]);

const modules: ReadonlySet<string> = new Set(
  [
    ["fs", "fs/promises", "net", "tls", "dgram", "dns", "http", "https", "http2", "os", "cluster"],
    ["child_process", "worker_threads", "crypto", "process", "perf_hooks", "inspector"],
    ["timers", "timers/promises", "async_hooks", "vm"],
  ]
    .flat()
    .flatMap((name) => [name, `node:${name}`]),
);

/** Read from a time that is given, these are arithmetic. */
const arithmetic: ReadonlySet<string> = new Set(["parse", "UTC", "prototype"]);
const containers: ReadonlySet<string> = new Set(["Map", "Set", "WeakMap", "WeakSet", "Array"]);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** `12: Date.now`, for each impurity in a file's source; comments and names of properties are none. */
export function impurities(file: string, source: string): readonly string[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const found: string[] = [];
  const say = (node: Node, what: string): void => {
    found.push(`${source.slice(0, node.start).split("\n").length}: ${what}`);
  };
  for (const statement of nodesIn(program.body)) checkTopLevel(statement, say);
  walk(program, undefined, (node, parent) => checkNode(node, parent, say));
  return found;
}

type Say = (node: Node, what: string) => void;

/** State of a module outlives the state that a reducer is given. */
function checkTopLevel(statement: Node, say: Say): void {
  const declaration = isNode(statement["declaration"]) ? statement["declaration"] : statement;
  if (declaration.type !== "VariableDeclaration") return;
  if (declaration["kind"] !== "const") say(declaration, `top-level ${String(declaration["kind"])}`);
  for (const declarator of nodesIn(declaration["declarations"])) {
    const init = declarator["init"];
    if (isNode(init) && isEmptyContainer(init)) say(declarator, "top-level state");
  }
}

/** A container that is made full is a table; one that is made empty will be filled. */
function isEmptyContainer(init: Node): boolean {
  if (init.type === "ArrayExpression") return nodesIn(init["elements"]).length === 0;
  if (init.type === "ObjectExpression") return nodesIn(init["properties"]).length === 0;
  if (init.type !== "NewExpression") return false;
  return containers.has(nameOf(init["callee"])) && nodesIn(init["arguments"]).length === 0;
}

function checkNode(node: Node, parent: Node | undefined, say: Say): void {
  if (node.type === "ImportDeclaration" || node.type === "ImportExpression") checkImport(node, say);
  if (node.type === "MetaProperty") say(node, "import.meta");
  if (node.type !== "Identifier" || isOnlyAName(node, parent)) return;
  const name = nameOf(node);
  if (name === "Date") checkDate(node, parent, say);
  if (name === "Math" && memberOf(node, parent) === "random") say(node, "Math.random");
  if (name === "globalThis" || globals.has(name)) say(node, name);
}

function checkImport(node: Node, say: Say): void {
  const source = isNode(node["source"]) ? String(node["source"]["value"]) : "";
  if (node["importKind"] !== "type" && modules.has(source)) say(node, source);
}

function checkDate(node: Node, parent: Node | undefined, say: Say): void {
  if (parent?.type.startsWith("TS")) return;
  const member = memberOf(node, parent);
  if (member !== undefined && arithmetic.has(member)) return;
  const made = parent?.type === "NewExpression" && parent["callee"] === node;
  if (made && nodesIn(parent["arguments"]).length > 0) return;
  say(node, member === undefined ? (made ? "new Date()" : "Date") : `Date.${member}`);
}

const memberOf = (node: Node, parent: Node | undefined): string | undefined =>
  parent?.type === "MemberExpression" && parent["object"] === node
    ? nameOf(parent["property"])
    : undefined;

/** `x.process`, `{ process: … }`: what something is called inside something else. */
const isOnlyAName = (node: Node, parent: Node | undefined): boolean =>
  parent !== undefined &&
  parent["computed"] !== true &&
  ((parent.type === "MemberExpression" && parent["property"] === node) ||
    (parent["key"] === node && parent["shorthand"] !== true));

function walk(
  value: unknown,
  parent: Node | undefined,
  visit: (node: Node, parent: Node | undefined) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, parent, visit);
    return;
  }
  if (!isNode(value)) return;
  visit(value, parent);
  for (const [key, child] of Object.entries(value)) if (key !== "parent") walk(child, value, visit);
}

const nodesIn = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.filter(isNode) : [];
const nameOf = (node: unknown): string => (isNode(node) ? String(node["name"] ?? "") : "");
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "start" in value;
