/** What @pulumi/aws declares: each resource and data source by its token, with the names of its properties. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Names of a type's properties, `name[]` for lists, with those of the type inside. */
export interface Shape {
  readonly [name: string]: Shape | null;
}

export interface Declared {
  /** `aws:efs/fileSystem:FileSystem` */
  readonly tok: string;
  readonly props: Shape;
}

export interface Sdk {
  readonly version: string;
  readonly config: Shape;
  readonly resources: readonly Declared[];
  readonly functions: readonly Declared[];
}

export function readSdk(directory: string): Sdk {
  const types = inputTypes(readFileSync(join(directory, "types/input.d.ts"), "utf8"));
  const modules = scripts(directory).map((file) => ({
    script: readFileSync(file, "utf8"),
    declarations: readIfThere(file.replace(/js$/, "d.ts")),
  }));
  const provider = readFileSync(join(directory, "provider.d.ts"), "utf8");
  const { version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  return {
    version,
    config: shapeOf(provider, "ProviderArgs", types),
    resources: modules.flatMap((module) => resourceIn(module, types)),
    functions: modules.flatMap((module) => functionIn(module, types)),
  };
}

interface Module {
  readonly script: string;
  readonly declarations: string;
}

/** Name, with its namespace where it has one → body of the interface. */
type InputTypes = ReadonlyMap<string, string>;

function resourceIn({ script, declarations }: Module, types: InputTypes): readonly Declared[] {
  const tok = /__pulumiType = '(aws:[^']+)'/.exec(script)?.[1];
  return tok === undefined ? [] : [{ tok, props: shapeOf(declarations, "\\w+State", types) }];
}

function functionIn({ script, declarations }: Module, types: InputTypes): readonly Declared[] {
  const invoke = /function get\w+\([\s\S]*?runtime\.invoke\("(aws:[^"]+)", \{[\s\S]*?\}, opts/;
  const tok = invoke.exec(script)?.[1];
  if (tok === undefined) return [];
  const results = shapeOf(declarations, "\\w+Result", types);
  return [{ tok, props: { ...results, ...shapeOf(declarations, "\\w+Args", types) } }];
}

function inputTypes(text: string): InputTypes {
  const found = new Map<string, string>();
  const parts = text.split(/^export declare namespace (?=\w+ \{)|^export namespace (?=\w+ \{)/m);
  for (const part of parts) {
    const namespace = /^(\w+) \{/.exec(part)?.[1];
    const interfaces = /^( *)(?:export )?interface (\w+) \{\n([\s\S]*?)\n\1\}/gm;
    for (const [, indent = "", name = "", body = ""] of part.matchAll(interfaces)) {
      found.set(indent !== "" && namespace ? `${namespace}.${name}` : name, body);
    }
  }
  return found;
}

/** Of the first interface whose name is of this pattern. */
function shapeOf(declarations: string, name: string, types: InputTypes): Shape {
  const pattern = new RegExp(`export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`);
  const body = pattern.exec(declarations)?.[1];
  return body === undefined ? {} : members(body, types);
}

/** Types that hold themselves are followed twice. */
function members(body: string, types: InputTypes, seen: readonly string[] = []): Shape {
  const indent = /^ */.exec(body)?.[0] ?? "";
  const property = new RegExp(
    `^${indent}(?:readonly )?(\\w+)\\??: ([\\s\\S]*?);$(?=\\n${indent}[\\w/]|(?![\\s\\S]))`,
    "gm",
  );
  const shape: Record<string, Shape | null> = {};
  for (const [, name = "", type = ""] of body.matchAll(property)) {
    const inside = /inputs\.([\w.]+)/.exec(type)?.[1] ?? "";
    const known = types.get(inside);
    const follow = known !== undefined && seen.filter((one) => one === inside).length < 2;
    const isList = /\[\](>| \| undefined)*$/.test(type);
    shape[isList ? `${name}[]` : name] = follow ? members(known, types, [...seen, inside]) : null;
  }
  return shape;
}

const scripts = (directory: string): readonly string[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : scripts(path);
    return entry.name.endsWith(".js") ? [path] : [];
  });

const readIfThere = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
