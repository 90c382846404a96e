import { createHash } from "node:crypto";
import type { ResourceChange } from "./compare.ts";

/**
 * Names this very change: the same for the same difference on any machine and for any labels, another one as
 * soon as one value differs. Whoever agreed to a change agreed to this digest.
 */
export function digestOf(changes: readonly ResourceChange[]): string {
  const lines = changes
    .filter((one) => one.fate !== "same" || one.formerName !== undefined || keptOtherwise(one))
    .map(({ fate, before, after, properties, formerName }) => {
      const { type, name, inputs } = after ?? before ?? { type: "", name: "", inputs: {} };
      const what = fate === "created" ? inputs : properties;
      const { protect, retainOnDelete } = after?.options ?? {};
      return JSON.stringify([fate, type, formerName ?? name, name, what, protect, retainOnDelete]);
    })
    .sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16);
}

/** An option is no property, and still decides what becomes of data. */
const keptOtherwise = ({ before, after }: ResourceChange): boolean =>
  before?.options.protect !== after?.options.protect ||
  before?.options.retainOnDelete !== after?.options.retainOnDelete;
