/**
 * Which names a piece of syntax takes from around it: the free names, by JavaScript's scopes. A slice must
 * not mistake a local `app` for the module's own `app`, or every bundle would drag the flow along.
 * Types are not looked at; they are gone when the code runs.
 */

/** What is needed of an ESTree node here; oxc-parser's nodes all fit. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export function freeNames(node: SyntaxNode): ReadonlySet<string> {
  const found = new Set<string>();
  visit(node, { names: new Set(), found });
  return found;
}

/** Names bound by a pattern: an identifier, or what a destructuring takes apart. */
export function boundNames(pattern: unknown): readonly string[] {
  if (!isNode(pattern)) return [];
  const parts = patternParts[pattern.type];
  if (parts === undefined) return nameOf(pattern);
  return parts(pattern).flatMap(boundNames);
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

/** An optional list of nodes, holes of array patterns left out. */
export function nodesIn(value: unknown): readonly SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
}

/** The identifier's own name; empty on whatever is not an identifier. */
export function nameOf(node: unknown): readonly string[] {
  return isNode(node) && typeof node.name === "string" ? [node.name] : [];
}

const patternParts: Readonly<Record<string, (node: SyntaxNode) => readonly SyntaxNode[]>> = {
  ObjectPattern: ({ properties }) => nodesIn(properties),
  ArrayPattern: ({ elements }) => nodesIn(elements),
  Property: ({ value }) => nodesIn(value),
  AssignmentPattern: ({ left }) => nodesIn(left),
  RestElement: ({ argument }) => nodesIn(argument),
  TSParameterProperty: ({ parameter }) => nodesIn(parameter),
};

interface Scope {
  readonly names: ReadonlySet<string>;
  readonly outer?: Scope;
  readonly found: Set<string>;
}

type Visitor = (node: SyntaxNode, scope: Scope) => void;

const within = (outer: Scope, names: readonly string[]): Scope =>
  names.length === 0 ? outer : { names: new Set(names), outer, found: outer.found };

function visit(node: SyntaxNode, scope: Scope): void {
  const visitor = visitors[node.type];
  if (visitor) visitor(node, scope);
  else if (!node.type.startsWith("TS")) visitChildren(node, scope);
}

function visitAll(value: unknown, scope: Scope): void {
  for (const node of nodesIn(value)) visit(node, scope);
}

function visitChildren(node: SyntaxNode, scope: Scope): void {
  for (const value of Object.values(node)) {
    if (typeof value === "object") visitAll(value, scope);
  }
}

const visitIdentifier: Visitor = ({ name, decorators }, scope) => {
  visitAll(decorators, scope);
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    if (at.names.has(String(name))) return;
  }
  scope.found.add(String(name));
};

const visitKeyed: Visitor = ({ computed, key, value, decorators }, scope) => {
  if (computed === true) visitAll(key, scope);
  visitAll(decorators, scope);
  visitAll(value, scope);
};

const visitFunction: Visitor = (node, scope) => {
  const own = node.type === "FunctionExpression" ? nameOf(node.id) : [];
  const params = nodesIn(node.params).flatMap(boundNames);
  const inside = within(scope, [...own, ...params, ...nodesIn(node.body).flatMap(varNames)]);
  visitAll(node.params, inside);
  visitAll(node.body, inside);
};

const visitClass: Visitor = (node, scope) => {
  const inside = within(scope, nameOf(node.id));
  visitAll(node.decorators, scope);
  visitAll(node.superClass, inside);
  visitAll(node.body, inside);
};

const visitBlock: Visitor = (node, scope) => {
  const hoisted = node.type === "StaticBlock" ? nodesIn(node.body).flatMap(varNames) : [];
  visitAll(node.body, within(scope, [...hoisted, ...nodesIn(node.body).flatMap(lexicalNames)]));
};

const visitLoop: Visitor = (node, scope) => {
  visitChildren(
    node,
    within(scope, [...nodesIn(node.init), ...nodesIn(node.left)].flatMap(lexicalNames)),
  );
};

const visitExpressionOf: Visitor = ({ expression }, scope) => visitAll(expression, scope);

/** Everything that is not "look at all children with the same scope". */
const visitors: Readonly<Record<string, Visitor>> = {
  Identifier: visitIdentifier,
  MemberExpression: ({ object, property, computed }, scope) => {
    visitAll(object, scope);
    if (computed === true) visitAll(property, scope);
  },
  Property: visitKeyed,
  MethodDefinition: visitKeyed,
  PropertyDefinition: visitKeyed,
  AccessorProperty: visitKeyed,
  FunctionDeclaration: visitFunction,
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  BlockStatement: visitBlock,
  FunctionBody: visitBlock,
  StaticBlock: visitBlock,
  ForStatement: visitLoop,
  ForInStatement: visitLoop,
  ForOfStatement: visitLoop,
  SwitchStatement: ({ discriminant, cases }, scope) => {
    visitAll(discriminant, scope);
    const bodies = nodesIn(cases).flatMap(({ consequent }) => nodesIn(consequent));
    visitAll(cases, within(scope, bodies.flatMap(lexicalNames)));
  },
  CatchClause: ({ param, body }, scope) => {
    const inside = within(scope, boundNames(param));
    visitAll(param, inside);
    visitAll(body, inside);
  },
  LabeledStatement: ({ body }, scope) => visitAll(body, scope),
  BreakStatement: () => {},
  ContinueStatement: () => {},
  MetaProperty: () => {},
  ExportSpecifier: ({ local }, scope) => visitAll(local, scope),
  JSXOpeningElement: ({ name, attributes }, scope) => {
    visitAll(name, scope);
    visitAll(attributes, scope);
  },
  JSXIdentifier: (node, scope) => {
    if (/^[A-Z_$]/.test(String(node.name))) visitIdentifier(node, scope);
  },
  JSXAttribute: ({ value }, scope) => visitAll(value, scope),
  JSXMemberExpression: ({ object }, scope) => visitAll(object, scope),
  TSAsExpression: visitExpressionOf,
  TSSatisfiesExpression: visitExpressionOf,
  TSNonNullExpression: visitExpressionOf,
  TSTypeAssertion: visitExpressionOf,
  TSInstantiationExpression: visitExpressionOf,
  TSExportAssignment: visitExpressionOf,
  TSParameterProperty: ({ parameter, decorators }, scope) => {
    visitAll(decorators, scope);
    visitAll(parameter, scope);
  },
  TSEnumDeclaration: visitChildren,
  TSEnumBody: ({ members }, scope) => {
    const own = nodesIn(members).flatMap(({ id }) => nameOf(id));
    const initializers = nodesIn(members).flatMap(({ initializer }) => nodesIn(initializer));
    visitAll(initializers, within(scope, own));
  },
  TSModuleDeclaration: ({ body }, scope) => visitAll(body, scope),
  TSModuleBlock: visitBlock,
  TSImportEqualsDeclaration: ({ moduleReference }, scope) => visitAll(moduleReference, scope),
  TSQualifiedName: ({ left }, scope) => visitAll(left, scope),
};

/** Names a statement binds for the block it stands in. */
export function lexicalNames(statement: SyntaxNode): readonly string[] {
  if (statement.type === "VariableDeclaration") {
    return nodesIn(statement.declarations).flatMap(({ id }) => boundNames(id));
  }
  if (isNode(statement.declaration)) return lexicalNames(statement.declaration);
  return declarations.has(statement.type) ? nameOf(statement.id) : [];
}

const declarations = new Set([
  "FunctionDeclaration",
  "ClassDeclaration",
  "TSEnumDeclaration",
  "TSModuleDeclaration",
  "TSImportEqualsDeclaration",
]);

/** `var`s rise to the function they stand in, out of any block. */
function varNames(node: SyntaxNode): readonly string[] {
  if (/Function|Class/.test(node.type) && node.type !== "FunctionBody") return [];
  const own = node.type === "VariableDeclaration" && node.kind === "var" ? lexicalNames(node) : [];
  return [
    ...own,
    ...Object.values(node).flatMap((value) =>
      typeof value === "object" ? nodesIn(value).flatMap(varNames) : [],
    ),
  ];
}
