/** The little of YAML that a project file needs: maps, lists, and JSON's scalars, which are YAML's too. */
export const yaml = (value: Readonly<Record<string, unknown>>): string => `${block(value, "")}\n`;

function block(value: Readonly<Record<string, unknown>>, indent: string): string {
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${indent}${scalar(key)}:${below(one, indent)}`)
    .join("\n");
}

function below(value: unknown, indent: string): string {
  if (Array.isArray(value)) return list(value, indent);
  if (typeof value === "object" && value !== null) {
    const entries = Object.fromEntries(Object.entries(value));
    return Object.keys(entries).length === 0 ? " {}" : `\n${block(entries, `${indent}  `)}`;
  }
  return ` ${scalar(value)}`;
}

function list(items: readonly unknown[], indent: string): string {
  if (items.length === 0) return " []";
  const inner = `${indent}  `;
  const lines = items.map((item) =>
    typeof item === "object" && item !== null
      ? `${inner}-\n${block(Object.fromEntries(Object.entries(item)), `${inner}  `)}`
      : `${inner}- ${scalar(item)}`,
  );
  return `\n${lines.join("\n")}`;
}

/** A word that YAML can only take for itself stands bare; anything else is a JSON string. */
function scalar(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const bare = /^[A-Za-z][A-Za-z0-9 _./-]*[A-Za-z0-9]$/.test(value) && !ambiguous.test(value);
  return bare || namespaced.test(value) ? value : JSON.stringify(value);
}

/** YAML 1.1 reads these as booleans or nothing. */
const ambiguous = /^(true|false|yes|no|on|off|null|y|n)$/i;
/** `aws:region` */
const namespaced = /^[a-z][a-z0-9-]*:[a-z][A-Za-z0-9]*$/;
