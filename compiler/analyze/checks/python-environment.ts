import type { PythonToken } from "#parse/python-source.ts";

/** A variable that a script sets for itself and what it starts. */
export interface VariableSet {
  readonly variable: string;
  readonly place: string;
  readonly start: number;
  readonly end: number;
}

/**
 * `os.environ["HF_HOME"] = "/tmp/hf"`, `os.environ.setdefault("HF_HOME", "/tmp/hf")`; the latter says nothing where
 * the work is `given` the variable.
 */
export function environmentSet(
  tokens: readonly PythonToken[],
  given: Readonly<Record<string, unknown>>,
): readonly VariableSet[] {
  return tokens.flatMap((token, index) => {
    const [after, equals, third] = tokens.slice(index + 1, index + 4);
    const assigned = after?.text === "]" && equals?.text === "=";
    const [method, bracket] = tokens.slice(Math.max(0, index - 2), index);
    const byDefault = method?.text === "setdefault" && bracket?.text === "(" && after?.text === ",";
    const value = assigned ? third : byDefault ? equals : undefined;
    if (byDefault && Object.hasOwn(given, token.text)) return [];
    if (token.kind !== "string" || value?.kind !== "string") return [];
    return [{ variable: token.text, place: value.text, start: token.start, end: value.end }];
  });
}
