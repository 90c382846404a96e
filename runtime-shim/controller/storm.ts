import type { Operation } from "#protocol/flow.ts";
import type { Encoded } from "#protocol/value.ts";
import type { Call } from "./state.ts";
import { say, type Turn } from "./turn.ts";

const stormLimit = 100;
/** ms */
const stormWindow = 60_000;

/** A time or counter that slips into arguments would start machines without end. */
export function watchStorm(turn: Turn, operations: readonly Operation[]): void {
  const { live, ledger } = turn.core;
  for (const operation of operations) {
    const call = operation.kind === "call" ? ledger.calls.get(operation.call) : undefined;
    if (call === undefined || call.stage !== "pending" || call.attempt > 0) continue;
    const recent = [
      ...(live.newCalls.get(call.work) ?? []).filter((at) => at > turn.now - stormWindow),
      turn.now,
    ];
    live.newCalls.set(call.work, recent);
    if (recent.length <= stormLimit) continue;
    const before = [...ledger.calls.values()].findLast((one) => isBefore(one, call));
    const paused =
      `${call.work} got more than ${stormLimit} new calls within a minute; ` +
      `${differenceOf(before?.arguments ?? [], call.arguments)}. The flow is paused (flow/call-storm).`;
    live.flow = { ...live.flow, paused };
    say(turn, "root", paused);
    return;
  }
}

const isBefore = (one: Call, call: Call): boolean => one !== call && one.work === call.work;

function differenceOf(before: readonly Encoded[], now: readonly Encoded[]): string {
  const found = firstDifference(before, now, "arguments");
  return found === undefined
    ? "they differ by their key or occurrence"
    : `the last two differ in ${found.at}: ${JSON.stringify(found.before)}, then ${JSON.stringify(found.now)}`;
}

interface Difference {
  readonly at: string;
  readonly before: unknown;
  readonly now: unknown;
}

function firstDifference(before: unknown, now: unknown, at: string): Difference | undefined {
  if (!isHolder(before) || !isHolder(now) || Array.isArray(before) !== Array.isArray(now))
    return before === now ? undefined : { at, before, now };
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const place = Array.isArray(now) ? `${at}[${key}]` : `${at}.${key}`;
    const found = firstDifference(Reflect.get(before, key), Reflect.get(now, key), place);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isHolder = (value: unknown): value is object => typeof value === "object" && value !== null;
