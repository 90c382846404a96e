import { plural } from "#diagnostics/words.ts";
import { type Step, urnParts } from "./events.ts";
import type { Owners } from "./owners.ts";
import { counts } from "./progress.ts";

export type ChangeKind = "create" | "update" | "replace" | "delete";

/** What a preview proposes for one resource. */
export interface Change {
  readonly kind: ChangeKind;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly group: string;
  /** Properties that force a replacement. */
  readonly reasons: readonly string[];
}

/** The steps of a replacement count as one change. */
export function changesOf(steps: readonly Step[], owners: Owners): readonly Change[] {
  const found = new Map<string, Change>();
  for (const step of steps.filter(counts)) {
    const kind = kindOf(step.op);
    if (kind === undefined || found.get(step.urn)?.kind === "replace") continue;
    const { type, name } = urnParts(step.urn);
    const { group } = owners(step.urn);
    found.set(step.urn, { kind, urn: step.urn, type, name, group, reasons: step.reasons });
  }
  return [...found.values()];
}

function kindOf(op: string): ChangeKind | undefined {
  if (op.includes("replace")) return "replace";
  if (op === "create" || op === "import") return "create";
  if (op === "update") return "update";
  return op === "delete" || op === "discard" ? "delete" : undefined;
}

/** "74 resources to create, 1 to replace". */
export function countSentence(changes: readonly Change[]): string {
  const kinds = ["create", "update", "replace", "delete"] as const;
  const parts = kinds
    .map((kind) => [kind, changes.filter((change) => change.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count], index) =>
      index === 0 ? `${plural(count, "resource")} to ${kind}` : `${count} to ${kind}`,
    );
  return parts.join(", ");
}
