import { elementName, type Operation } from "#protocol/flow.ts";
import { isSuperseded } from "./apply-operation.ts";
import type { Ledger } from "./state.ts";

/**
 * A tick asks for everything again; only what changes the ledger is worth a record: calls it has never
 * heard of, the call each work was reached with last, and marks that are new.
 */
export function effectiveOperations(
  ledger: Ledger,
  operations: readonly Operation[],
): readonly Operation[] {
  const last = lastCalls(operations);
  const wanted = (operation: Operation): boolean =>
    operation.kind === "call"
      ? !ledger.calls.has(operation.call) ||
        (last.get(operation.work) === operation && isSupersededCall(ledger, operation.call))
      : isEffective(ledger, operation);
  const kept = new Set(operations.filter(wanted));
  const reached = lastCalls([...kept]);
  for (const [work, operation] of last) {
    const known = reached.get(work)?.call ?? ledger.works.get(work)?.reached;
    if (known !== operation.call) kept.add(operation);
  }
  return operations.filter((operation) => kept.has(operation));
}

type CallOperation = Operation & { readonly kind: "call" };

const lastCalls = (operations: readonly Operation[]): ReadonlyMap<string, CallOperation> =>
  new Map(
    operations.flatMap((operation) =>
      operation.kind === "call" ? [[operation.work, operation]] : [],
    ),
  );

function isSupersededCall({ calls }: Ledger, id: string): boolean {
  const call = calls.get(id);
  return call !== undefined && isSuperseded(call);
}

function isEffective(
  ledger: Ledger,
  operation: Exclude<Operation, { readonly kind: "call" }>,
): boolean {
  if (operation.kind === "restart") return true;
  if (operation.kind === "schedule" || operation.kind === "close")
    return changesSchedule(ledger, operation);
  if (operation.kind === "create") return !ledger.elements.has(elementName(operation));
  if (operation.kind === "remove") return ledger.elements.has(elementName(operation));
  if (operation.kind === "delivered") return isNews(ledger, operation);
  if (operation.kind !== "stop") return !ledger.marks.has(operation.key);
  const work = ledger.works.get(operation.work);
  return work !== undefined && (work.queue.length > 0 || work.current !== undefined);
}

function isNews(
  { marks }: Ledger,
  { key, run }: Operation & { readonly kind: "delivered" },
): boolean {
  const mark = marks.get(key);
  return (mark?.kind === "runs" ? mark.run : 0) === run;
}

function changesSchedule(
  { marks }: Ledger,
  operation: Operation & { readonly kind: "schedule" | "close" },
): boolean {
  const mark = marks.get(operation.key);
  if (mark?.kind !== "schedule") return operation.kind === "schedule";
  if (operation.kind === "close") return mark.open[0] === operation.due;
  const settings = ["cron", "timezone", "overlap", "catchUp"] as const;
  return settings.some((setting) => mark[setting] !== operation[setting]);
}
