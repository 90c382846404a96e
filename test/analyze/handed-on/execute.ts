/**
 * Executes the ways by which a Path may get to a work: with the real SDK, the real flow realm and the real
 * controller in this process, works that end at once, and no machine.
 */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export interface Executed {
  /** What was handed to `use` and to `other`: the names of Paths. */
  readonly handed: Readonly<Record<string, readonly string[]>>;
  /** What a tick failed with. */
  readonly failed: string | undefined;
}

export type Execute = (way: string) => Promise<Executed>;

/** What executes one way in an app of its own. */
export async function executor(app: string, folder: string): Promise<Execute> {
  const file = join(folder, "ways.mjs");
  await build({
    stdin: { contents: program(app), resolveDir: root, loader: "ts" },
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    alias: { thunderhead: join(root, "runtime-shim/sdk/index.ts") },
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "silent",
  });
  const module: { readonly execute: (way: string) => Promise<Executed> } = await import(
    pathToFileURL(file).href
  );
  return module.execute;
}

const program = (app: string): string => `
import { App } from "thunderhead";
import { pathsIn } from "#protocol/observed.ts";
import { Root } from ${JSON.stringify(app)};
import { Rig } from "./test/runtime/rig.ts";

export async function execute(way) {
  const answer = ({ work }) => ({ published: work === "make" ? { "make.out": "v1" } : {} });
  const rig = await new Rig(() => new App(new Root(way)), answer).settle();
  const handed = Object.groupBy(rig.attempts, ({ work }) => work);
  return {
    handed: Object.fromEntries(
      Object.entries(handed).map(([work, all]) => [work, all.flatMap((one) => one.arguments.flatMap(pathsIn))]),
    ),
    failed: rig.ended?.code ? rig.ended.message : undefined,
  };
}
`;
