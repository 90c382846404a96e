import { providerUnsupported } from "#diagnostics/catalogue.gen.ts";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { Compute } from "#graph/compute.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { ComponentMap } from "#graph/map.ts";
import { maps, runsOf } from "#graph/pool.ts";

/** One pool has machines of one kind, and no element has an address that anybody could know before. */
export function checkPools(graph: AppGraph, sink: Sink): void {
  for (const map of maps(graph)) {
    const [first, ...others] = runsOf(map);
    if (first && others.some(({ compute }) => wish(compute) !== wish(first.compute)))
      sink.report(unsupported(map, mixedComputes(map)));
    if (runsOf(map).some(({ port }) => port !== null)) sink.report(unsupported(map, withPort(map)));
  }
}

interface Unsupported {
  readonly what: string;
  readonly instead: string;
}

const unsupported = ({ span }: ComponentMap, reason: Unsupported): Diagnostic =>
  providerUnsupported(span, { provider: "AWS", ...reason });

const mixedComputes = ({ name }: ComponentMap): Unsupported => ({
  what: `machines of several kinds in the ComponentMap \`${name}\``,
  instead: "Make a ComponentMap for each compute.",
});

const withPort = ({ name }: ComponentMap): Unsupported => ({
  what: `a port on elements of the ComponentMap \`${name}\``,
  instead: "Give a work that serves a field of its own.",
});

/** What has to be the same for machines to be interchangeable. */
const wish = ({ name, nodes, interruptible, diskSize, shmSize, mounts }: Compute): string =>
  JSON.stringify([name, nodes, interruptible, diskSize, shmSize, mounts.map((one) => one.source)]);
