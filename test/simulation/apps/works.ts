import type { AttemptOrder } from "#protocol/call.ts";
import { Path, Work } from "#sdk/index.ts";
import { markOf } from "../invariants/privacy.ts";
import type { Action } from "../world/process.ts";

/** A work that computes something from what it is given, and leaves it in a file. */
export class Task extends Work {
  progress = 0;
  finished = "";
  note = "";
  out = new Path("out");
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

/** What a call is given, in words: its content depends on nothing else. */
export const described = (
  order: AttemptOrder,
  input: (path: string) => string | undefined,
): string => {
  const given = order.arguments.map((value) =>
    JSON.stringify(value).replace(/"version":"[^"]*"/, ""),
  );
  const read = order.inputs.map(
    ({ name, version }) => `${name}@${input(name) ?? `nothing at ${version}`}`,
  );
  return `${order.work}(${given.join(",")})[${read.join(",")}]`;
};

/** Works a while, says how far it is, writes, and returns a short word for what it made. */
export function usual(
  order: AttemptOrder,
  input: (path: string) => string | undefined,
  milliseconds = 800,
): readonly Action[] {
  const content = described(order, input);
  return [
    { do: "compute", milliseconds },
    { do: "patch", set: { progress: 1, note: markOf(order.work) } },
    { do: "compute", milliseconds },
    { do: "write", path: `${order.work}.out`, content },
    { do: "patch", set: { progress: 2 } },
    { do: "return", result: `${order.work}:${JSON.stringify(order.arguments[0] ?? null).length}` },
  ];
}
