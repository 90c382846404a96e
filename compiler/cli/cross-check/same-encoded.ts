/** Whether what the compiler encoded is what a run has: a config value there is some plain value here. */
export function sameEncoded(said: unknown, saw: unknown): boolean {
  if (isAbsent(said) || isAbsent(saw)) return isAbsent(said) && isAbsent(saw);
  if (!isObject(said)) return Object.is(said, saw);
  const tag: unknown = Reflect.get(said, "$");
  if (tag === "config") return !isObject(saw);
  if (tag === "asset") return typeof saw === "string";
  if (!isObject(saw) || Array.isArray(said) !== Array.isArray(saw)) return false;
  return [...new Set([...Object.keys(said), ...Object.keys(saw)])].every((key) =>
    sameEncoded(Reflect.get(said, key), Reflect.get(saw, key)),
  );
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Left out and `undefined` are the same. */
const isAbsent = (value: unknown): boolean =>
  value === undefined || (isObject(value) && Reflect.get(value, "$") === "undefined");
