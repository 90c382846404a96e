/** What `thunderhead graph --json` says of an app, as far as lanes compute what AWS should hold from it. */
import { array, boolean, nullable, number, object, optional, parse, string } from "valibot";

export interface Facts {
  readonly works: readonly WorkFacts[];
  /** Group of machines → its works: `default` for those that name no compute. */
  readonly groups: ReadonlyMap<string, readonly WorkFacts[]>;
}

export interface WorkFacts {
  readonly name: string;
  readonly id: string;
  readonly group: string;
  /** On the machine, and on the balancer. */
  readonly port?: { readonly target: number; readonly listener: number } | undefined;
  /** It makes Paths. */
  readonly writes: boolean;
  /** Other works whose Paths it may be handed. */
  readonly reads: readonly string[];
}

export const usesPaths = ({ writes, reads }: WorkFacts): boolean => writes || reads.length > 0;

const graph = object({
  components: array(
    object({
      name: string(),
      id: string(),
      kind: string(),
      compute: optional(object({ shared: boolean() })),
      port: optional(nullable(number())),
    }),
  ),
  paths: array(object({ name: string(), producer: string() })),
  edges: array(object({ path: string(), consumer: string() })),
});

export function factsOf(json: unknown): Facts {
  const { components, paths, edges } = parse(graph, json);
  const producers = new Map(paths.map(({ name, producer }) => [name, producer]));
  const listeners = new Set<number>();
  const works = components
    .filter(({ kind }) => kind === "work")
    .map(({ name, id, compute, port }) => ({
      name,
      id,
      group: compute?.shared ? "default" : name,
      port: port ? { target: port, listener: nextFree(port, listeners) } : undefined,
      writes: paths.some(({ producer }) => producer === name),
      reads: readBy(name, edges, producers),
    }));
  return { works, groups: Map.groupBy(works, ({ group }) => group) };
}

function readBy(
  name: string,
  edges: readonly { readonly path: string; readonly consumer: string }[],
  producers: ReadonlyMap<string, string>,
): readonly string[] {
  const handed = edges.filter(({ consumer }) => consumer === name);
  const makers = handed.flatMap(({ path }) => producers.get(path) ?? []);
  return [...new Set(makers)].filter((maker) => maker !== name);
}

/** Two works may have one port: the balancer then takes the next free one for the second. */
function nextFree(from: number, taken: Set<number>): number {
  let port = from;
  while (taken.has(port)) port++;
  taken.add(port);
  return port;
}
