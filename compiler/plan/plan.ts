import type { Span } from "#source/span.ts";
import type { Import, ObjectExpression, Expression } from "./expression.ts";

export const planVersion = 1;

/** The whole emitted program as data. */
export interface Plan {
  readonly version: typeof planVersion;
  readonly target: string;
  /** In reading order. */
  readonly files: readonly PlanFile[];
  /** Provider program files copied verbatim: relative to infra/ → absolute source. */
  readonly components: readonly { readonly file: string; readonly source: string }[];
  readonly project: Project;
}

export interface PlanFile {
  /** Relative to infra/: `works/serve.ts`. */
  readonly file: string;
  /** Sentences at the top, one comment line each. */
  readonly header: readonly string[];
  readonly statements: readonly Statement[];
}

export type Statement = Call | Setting | Output | SideImport;

/** `export const serve = new WorkMachines("serve", { … }, { … })`, or a call of a component's function. */
export interface Call {
  readonly kind: "resource" | "component" | "function";
  /** Pulumi type token: `aws:efs/fileSystem:FileSystem`, `thunderhead:aws:WorkMachines`. */
  readonly token: string;
  readonly callee: Import;
  /** Identity in the stack; never derived from position, never touched by the identifier pass. */
  readonly logicalName: string;
  /** What references name; unique in the plan. */
  readonly symbol: string;
  /** The wished variable name; made unique when printed. */
  readonly identifier: string;
  readonly arguments: ObjectExpression;
  readonly options?: ObjectExpression | undefined;
  readonly origin: Origin;
  /** Everything this call registers with the engine, itself included, with the defaults of a stack. */
  readonly registers: readonly Registration[];
}

/** What the app decided, and where. */
export interface Origin {
  /** The component this belongs to; absent for what the app as a whole needs. */
  readonly component?: string | undefined;
  readonly span?: Span | undefined;
  /** Comment lines above the call: `app.ts:7 — boringFile = new Path("boring_file.txt")`, or a why. */
  readonly comment: readonly string[];
  /** One clause for reviews: "`serve` reads Path `source.boringFile`". */
  readonly because: string;
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
  /** For another namespace's key, `aws:region`: a value and no type. */
  readonly value?: unknown;
}
