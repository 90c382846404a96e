/** The few questions that one value alone does not put. */
import type { Properties } from "./provider.ts";

const table = "aws:dynamodb/table:Table";

/** Further ways to vary a property, together with what must go along with it. */
export function companions(
  type: string,
  { path, inputs }: { readonly path: string; readonly inputs: Properties },
): readonly Properties[] {
  if (type !== table || (path !== "hashKey" && path !== "rangeKey")) return [];
  const keys = { hashKey: inputs["hashKey"] ?? "", rangeKey: inputs["rangeKey"] ?? "" };
  const varied = { ...keys, [path]: "another" };
  const attributes = Object.values(varied).map((name) => ({ name, type: "S" }));
  return [{ ...inputs, ...varied, attributes }];
}

/** What the provider refuses to plan, for it needs more than the one value; none is set by emitted programs. */
const unanswerable: Readonly<Record<string, RegExp>> = {
  // Indexes need attributes of their own, capacities another way of billing, a stream and expiry a further value.
  [table]:
    /^(globalSecondaryIndexes\.|localSecondaryIndexes\.|attributes\.|readCapacity|writeCapacity|streamEnabled|ttl\.)/,
  // Groups by weight need a weight each; which group it is does not replace a rule that forwards to one.
  "aws:lb/listener:Listener": /^defaultActions\.forward\.targetGroups\./,
  "aws:lb/listenerRule:ListenerRule": /^actions\.forward\.targetGroups\./,
  // Further addresses are given in further values, one way or another.
  "aws:ec2/natGateway:NatGateway": /^secondary/,
};

export const isUnanswerable = (type: string, path: string): boolean =>
  unanswerable[type]?.test(path) ?? false;
