import type { Engine } from "#boot/flow/engine.ts";
import {
  type Manifest,
  type ManifestPath,
  type ManifestWork,
  manifestVersion,
} from "#protocol/manifest.ts";
import { defaultWorkSettings, type WorkSettings } from "#protocol/settings.ts";
import { identityOf, Path } from "#sdk/path.ts";
import type { WorkOptions } from "#sdk/work.ts";

/** The manifest that a compiler would write for the app that an engine has constructed. */
export function manifestOf(engine: Engine): Manifest {
  const components = [...engine.components].map(([name, { kind }]) => ({ name, id: name, kind }));
  return {
    version: manifestVersion,
    app: { name: "test", title: "Test", entry: "app.ts" },
    flow: { directory: "flow", hash: "flow" },
    components,
    works: [...engine.components].flatMap(([name, { kind, options }]) =>
      kind === "work" ? [workOf(name, options)] : [],
    ),
    maps: components
      .filter(({ kind }) => kind === "map")
      .map(({ name, id }) => ({ name, id, max: 8, machines: 2, classes: anyClass })),
    paths: pathsOf(engine),
    reads: {},
    secrets: [],
    config: [],
    renamed: {},
  };
}

/** A compiler knows each class that may be an element; here, any may. */
const anyClass: Readonly<Record<string, { directory: string; hash: string }>> = new Proxy(
  {},
  { get: (_, name) => ({ directory: String(name), hash: String(name) }) },
);

const workOf = (name: string, options: WorkOptions): ManifestWork => ({
  name,
  id: name,
  class: `app.ts#${name}`,
  bundle: { directory: name, hash: name },
  arguments: [],
  settings: settingsOf(options),
  machine: { group: "default", nodes: 1, idleTimeout: 300, interruptible: false },
});

const settingsOf = ({
  port,
  onNewCall,
  raiseException,
  retries,
  cacheCalls,
  startWithFlow,
  rerunOn,
}: WorkOptions): WorkSettings => ({
  ...defaultWorkSettings,
  ...(port !== undefined && { port }),
  onNewCall: onNewCall ?? (port === undefined ? "queue" : "replace"),
  raiseException: raiseException ?? true,
  cacheCalls: cacheCalls ?? true,
  startWithFlow: startWithFlow ?? false,
  rerunOn: rerunOn ?? "never",
  retries: { limit: typeof retries === "number" ? retries : (retries?.limit ?? 0), backoff: 1 },
});

function pathsOf(engine: Engine): readonly ManifestPath[] {
  return [...engine.components].flatMap(([producer, { target }]) =>
    Object.entries(target).flatMap(([field, value]) => {
      if (!(value instanceof Path) || identityOf(value).owner?.work !== producer) return [];
      const name = `${producer}.${field}`;
      return [
        {
          name,
          id: name,
          producer,
          field,
          path: identityOf(value).relative,
          keep: identityOf(value).options.keep ?? 3,
          verify: "size" as const,
        },
      ];
    }),
  );
}
