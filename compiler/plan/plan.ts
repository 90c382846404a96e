import type { Span } from "#source/span.ts";
import { type Expression, type Import, type ObjectExpression, symbolsIn } from "./expression.ts";

export const planVersion = 1;

/** The whole emitted program as data. */
export interface Plan {
  readonly version: typeof planVersion;
  readonly target: string;
  /** In reading order; statements of a file in the order they run. */
  readonly files: readonly PlanFile[];
  /** Variable names by symbol: unique in the program, so that no import is ever renamed. */
  readonly identifiers: Readonly<Record<string, string>>;
  /** Provider program files copied verbatim: relative to infra/ → absolute source. */
  readonly components: readonly ComponentFile[];
  readonly project: Project;
}

export interface ComponentFile {
  readonly file: string;
  readonly source: string;
}

export interface PlanFile {
  /** Relative to infra/: `works/serve.ts`. */
  readonly file: string;
  /** Sentences at the top; each is wrapped as a comment of its own. */
  readonly header: readonly string[];
  readonly statements: readonly Statement[];
}

export type Statement = Call | Setting | Constant | Output | SideImport;

/** What has a name that other statements can use. */
export type Named = Call | Setting | Constant;

/** `export const serve = new WorkMachines("serve", { … }, { … })`. */
export interface Call {
  readonly kind: "resource" | "component";
  /** Pulumi type token: `aws:efs/fileSystem:FileSystem`, `thunderhead:aws:WorkMachines`. */
  readonly token: string;
  readonly callee: Import;
  /** Identity in the stack; never derived from position, never touched by the identifier pass. */
  readonly logicalName: string;
  /** What references name; unique in the plan. */
  readonly symbol: string;
  /** The wished variable name. A call that nobody refers to is printed without a variable. */
  readonly identifier: string;
  readonly arguments: ObjectExpression;
  /** Resource options: an object, or a constant that several share. */
  readonly options?: Expression | undefined;
  readonly origin: Origin;
  /** Everything this call registers with the engine, itself included, with the defaults of a stack. */
  readonly registers: readonly Registration[];
}

/** What the app decided, and where. */
export interface Origin {
  /** The component this belongs to; absent for what the app as a whole needs. */
  readonly component?: string | undefined;
  readonly span?: Span | undefined;
  /** Comments above the call: `app.ts:7 — boringFile = new Path("boring_file.txt")`, or a why. */
  readonly comment: readonly string[];
  /** One clause for reviews: "`serve` reads Path `source.boringFile`". */
  readonly because: string;
  /** The kind of node (`path`, `service`) that a provider has answered with it; set by lower. */
  readonly rule?: string | undefined;
}

/** A resource the program asks the engine for. */
export interface Registration {
  readonly type: string;
  readonly name: string;
}

/** One typed stack value: read in settings.ts, declared with its default in Pulumi.yaml. */
export interface Setting {
  readonly kind: "setting";
  readonly symbol: string;
  readonly identifier: string;
  /** `aws` for the provider's own; the project's unless given. */
  readonly namespace?: string | undefined;
  readonly key: string;
  readonly type: SettingType;
  readonly comment: readonly string[];
}

export type SettingType =
  | { readonly kind: "string" | "number" | "boolean" }
  /** A text that lies encrypted in the stack; nobody has a default for it. */
  | { readonly kind: "secret" }
  | { readonly kind: "list"; readonly of: SettingType }
  /** Any number of entries, by keys that are only known in the stack. */
  | { readonly kind: "map"; readonly of: SettingType }
  | { readonly kind: "record"; readonly fields: Readonly<Record<string, SettingType>> }
  /** A type that a component file exports. */
  | { readonly kind: "component"; readonly file: string; readonly name: string };

/** `export const tags = { … }` */
export interface Constant {
  readonly kind: "constant";
  readonly symbol: string;
  readonly identifier: string;
  readonly value: Expression;
  readonly comment: readonly string[];
}

/** A stack output. */
export interface Output {
  readonly kind: "output";
  readonly identifier: string;
  readonly value: Expression;
}

/** `import "./overrides.ts"` */
export interface SideImport {
  readonly kind: "import";
  readonly file: string;
}

/** Pulumi.yaml and package.json as data; printed by serialisers. */
export interface Project {
  readonly name: string;
  readonly description: string;
  readonly config: Readonly<Record<string, ConfigDeclaration>>;
  /** Exact versions. */
  readonly dependencies: Readonly<Record<string, string>>;
}

export interface ConfigDeclaration {
  readonly type?: "string" | "integer" | "boolean" | "array" | "object" | undefined;
  readonly items?: { readonly type: "string" | "integer" | "object" } | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly secret?: true | undefined;
  /** For another namespace's key, `aws:region`: a value and no type. */
  readonly value?: unknown;
}

export const isCall = (statement: Statement): statement is Call =>
  statement.kind === "resource" || statement.kind === "component";

export const isNamed = (statement: Statement): statement is Named => "symbol" in statement;

export const calls = ({ files }: Pick<Plan, "files">): readonly Call[] =>
  files.flatMap(({ statements }) => statements.filter(isCall));

/** All that the program asks the engine for, the stack itself and its provider left out. */
export const registrations = (plan: Pick<Plan, "files">): readonly Registration[] =>
  calls(plan).flatMap(({ registers }) => registers);

/** What a statement refers to. */
export function symbolsOf(statement: Statement, which: "all" | "eager"): readonly string[] {
  if (isCall(statement)) {
    const { arguments: first, options } = statement;
    return [...symbolsIn(first, which), ...(options ? symbolsIn(options, which) : [])];
  }
  return "value" in statement ? symbolsIn(statement.value, which) : [];
}
