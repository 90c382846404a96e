import { flowNotRepeatable } from "#diagnostics/catalogue.gen.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Picture } from "./checks.ts";
import { leavesIn } from "./leaves-in.ts";
import { isInside } from "./places.ts";

const draw = 'Draw it in a step: `await this.step("name", () => …)`.';
const pause = 'Use `await this.sleep("name", "5s")`.';
const wrap = 'Wrap it in `await this.step("name", async () => …)`, or do it in a work.';

/** What throws in a tick, and what to do instead; the clock does not: it stands still there. */
const throwing: Readonly<Record<string, string>> = {
  "Math.random": draw,
  "crypto.randomUUID": draw,
  "crypto.getRandomValues": draw,
  "crypto.randomBytes": draw,
  "crypto.randomInt": draw,
  setTimeout: pause,
  setInterval: pause,
  setImmediate: pause,
};

/** What a tick cannot do again without doing something else, where nothing else has been said of it yet. */
export function checkNotRepeatable({ sink }: Interpreter, { followed }: Picture): void {
  const { calls, foreignAwaits, unrepeatable } = followed.every;
  const awaited = foreignAwaits.flatMap(({ span, what }) => [span, what.span]);
  const handed = calls.flatMap((call) => call.arguments.flatMap((one) => leavesIn(one)));
  const asked = handed.flatMap((leaf) => (leaf.kind === "unknown" ? leaf.taints : []));
  const told = [...awaited, ...asked.map(({ span }) => span)];
  for (const { module, name, span, flow } of unrepeatable) {
    const full = module === "" ? name : `${module}.${name}`;
    const instead = module === "fs" ? wrap : throwing[full];
    if (instead === undefined || told.some((other) => isInside(span, other))) continue;
    const values = { what: `${name}()`, flow: (flow && graphName(flow)) ?? "root", instead };
    sink.report(flowNotRepeatable(span, values));
  }
}
