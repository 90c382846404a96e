import type { Door } from "#plan/review.ts";
import type { Finding } from "../finding.ts";
import type { Reviewed } from "../reviewed.ts";

/** Who can reach what from outside: every network that is let in anew is somebody's decision. */
export function exposureVerdict({ was, is }: Reviewed): readonly Finding[] {
  const key = ({ name, label, over }: Door) => `${name} ${label} ${over}`;
  const doors = new Map([...was.doors, ...is.doors].map((door) => [key(door), door]));
  return [...doors].flatMap(([id, door]) => {
    const before = was.doors.find((one) => key(one) === id)?.networks ?? [];
    const after = is.doors.find((one) => key(one) === id)?.networks ?? [];
    return finding(door, before, after);
  });
}

function finding(
  { name, label, over }: Door,
  before: readonly string[],
  after: readonly string[],
): readonly Finding[] {
  const networks = after.filter((network) => !before.includes(network));
  const isClosed = before.some((network) => !after.includes(network));
  if (networks.length > 0) {
    const text = `${label} → ${audience(after)} over ${over}; was: ${audience(before)}`;
    return [{ kind: "opened", name, text, decision: { flag: "allow-exposure", name, networks } }];
  }
  const text = `${label} → ${audience(after)}; was: ${audience(before)}`;
  return isClosed ? [{ kind: "closed", name, text }] : [];
}

const everybody = ["0.0.0.0/0", "::/0"];

export function audience(networks: readonly string[]): string {
  if (networks.length === 0) return "nobody";
  if (networks.some((network) => everybody.includes(network))) return "whole internet";
  return networks.map((network) => (network === "*" ? "everybody" : network)).join(", ");
}
