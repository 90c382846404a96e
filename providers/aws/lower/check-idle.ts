import { computeIdleGpu } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { Work } from "#graph/work.ts";
import { pricesAsOf, type SoldType } from "../catalogue/types.ts";

const hour = 3600;

/** Accelerators that wait for more than an hour after the last call, at their full price. */
export function checkIdle({ name, compute }: Work, type: SoldType, sink: Sink): void {
  const { idleTimeout, nodes, interruptible, span } = compute;
  if (type.accelerator === undefined || idleTimeout <= hour) return;
  const dollars = ((idleTimeout / hour) * type.price * nodes).toFixed(2);
  const often = interruptible ? "up to" : "about";
  const values = {
    work: name,
    time: inWords(idleTimeout),
    machine: type.name,
    cost: `${often} ${dollars} $ (prices of ${pricesAsOf})`,
  };
  sink.report(computeIdleGpu(span, values));
}

function inWords(seconds: number): string {
  const hours = seconds / hour;
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return Number.isInteger(hours) ? `${hours} hours` : `${Math.round(seconds / 60)} minutes`;
}
