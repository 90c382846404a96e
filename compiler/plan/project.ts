import type { Project } from "./plan.ts";

/**
 * What a stack gets that sets nothing of its own: `boring:zones` → its default as text, lists and objects as
 * JSON, the way the engine hands configuration to a program.
 */
export function defaultConfig(project: Project): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(project.config).flatMap(([key, declaration]) => {
      const value = declaration.value ?? declaration.default;
      const name = key.includes(":") ? key : `${project.name}:${key}`;
      return value === undefined ? [] : [[name, text(value)]];
    }),
  );
}

const text = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);
