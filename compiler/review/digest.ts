import { createHash } from "node:crypto";
import type { Comparison } from "./compare.ts";

/**
 * Names this very change: the same for the same difference on any machine and for any labels, another one as
 * soon as one value differs. `deploy --reviewed` holds a stack to it.
 */
export function digestOf({ changes }: Comparison): string {
  const lines = changes
    .filter(({ fate, formerName }) => fate !== "same" || formerName !== undefined)
    .map(({ fate, before, after, properties, formerName }) => {
      const { type, name, inputs } = after ?? before ?? { type: "", name: "", inputs: {} };
      const what = fate === "created" ? inputs : properties;
      return JSON.stringify([fate, type, formerName ?? name, name, what, after?.options ?? null]);
    })
    .sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16);
}
