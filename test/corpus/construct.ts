/**
 * Executes the construction of apps with the real SDK in the real flow realm, in this process: bundled,
 * because a program imports `thunderhead`, and here that is these sources.
 */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Constructed {
  readonly name: string;
  readonly kind: string;
  readonly port: number | undefined;
}

/** Writes one module for each app's file into a folder: `0.mjs`, `1.mjs`, … */
export async function bundleConstructions(apps: readonly string[], folder: string): Promise<void> {
  await build({
    entryPoints: apps.map((_, index) => ({ in: `construct:${index}`, out: `${index}` })),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // The realm is one: what enters it and what asks it have to be the same module.
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node22",
    alias: {
      thunderhead: join(root, "runtime-shim/sdk/index.ts"),
      "thunderhead/components": join(root, "runtime-shim/components/index.ts"),
    },
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "silent",
    plugins: [entries(apps)],
  });
}

/** Every component that `new App(root)` found, in its order; throws what the construction throws. */
export async function construct(index: number, folder: string): Promise<readonly Constructed[]> {
  const module: { readonly construct: () => Promise<readonly Constructed[]> } = await import(
    pathToFileURL(join(folder, `${index}.mjs`)).href
  );
  return module.construct();
}

const entries = (apps: readonly string[]): Plugin => ({
  name: "constructions",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^construct:/ }, ({ path }) => ({ path, namespace: "construct" }));
    onLoad({ filter: /./, namespace: "construct" }, ({ path }) => ({
      contents: program(apps[Number(path.slice("construct:".length))] ?? ""),
      resolveDir: root,
      loader: "ts",
    }));
  },
});

const program = (app: string): string => `
import { createEngine } from "#boot/flow/engine.ts";
import { enterFlowRealm } from "#boot/flow/realm.ts";

export async function construct() {
  const engine = createEngine({
    launch: "corpus", bundle: "/bundle", config: {}, ids: {}, elements: [],
  });
  enterFlowRealm(engine);
  await import(${JSON.stringify(app)});
  return [...engine.components].map(([name, { kind, options }]) => ({
    name, kind, port: options.port,
  }));
}
`;
