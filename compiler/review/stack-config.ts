import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the engine reads before it runs a program: its name, its entry, its configuration. */
export interface ProjectConfig {
  readonly name: string;
  /** Relative to infra/. */
  readonly main: string;
  /** As the SDK wants it: `namespace:key` → text, JSON where it is more than a text. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

/**
 * Pulumi.yaml's defaults, overlaid by `Pulumi.<stack>.yaml` where there is one. Encrypted values read
 * `[secret]`: a review neither has nor needs the key. Throws on a file that is not there or not YAML.
 */
export async function readProjectConfig(infra: string, stack: string): Promise<ProjectConfig> {
  const { parse } = await import("yaml");
  const project: unknown = parse(readFileSync(join(infra, "Pulumi.yaml"), "utf8"));
  const name = textAt(project, "name") ?? "project";
  const overlay: unknown = parse(readIfThere(join(infra, `Pulumi.${stack}.yaml`)) ?? "{}");
  const own = entriesAt(overlay, "config").map(
    ([key, value]) => [qualified(key, name), value] as const,
  );
  const values = new Map([...defaults(project, name), ...own]);
  return {
    name,
    main: textAt(project, "main") ?? "index.ts",
    config: Object.fromEntries([...values].map(([key, value]) => [key, configText(value)])),
    secretKeys: [...values].flatMap(([key, value]) => (isSecret(value) ? [key] : [])),
  };
}

/** A project's own keys declare a type and a `default`; those of another namespace just a `value`. */
function defaults(project: unknown, name: string): readonly (readonly [string, unknown])[] {
  return entriesAt(project, "config").flatMap(([key, declared]) => {
    const value = typeof declared === "object" ? declaredValue(declared) : declared;
    return value === undefined ? [] : [[qualified(key, name), value] as const];
  });
}

/** What only the stack has, encrypted, a review does without. */
const declaredValue = (declared: unknown): unknown =>
  fieldAt(declared, "secret") === true
    ? { secure: "" }
    : (fieldAt(declared, "value") ?? fieldAt(declared, "default"));

const qualified = (key: string, project: string): string =>
  key.includes(":") ? key : `${project}:${key}`;

const isSecret = (value: unknown): boolean => textAt(value, "secure") !== undefined;

const configText = (value: unknown): string =>
  isSecret(value) ? "[secret]" : typeof value === "string" ? value : JSON.stringify(value);

function fieldAt(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function textAt(value: unknown, key: string): string | undefined {
  const field = fieldAt(value, key);
  return typeof field === "string" ? field : undefined;
}

const entriesAt = (value: unknown, key: string): readonly (readonly [string, unknown])[] =>
  Object.entries(fieldAt(value, key) ?? {});

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
