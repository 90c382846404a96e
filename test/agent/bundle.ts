import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface TestBundle {
  /** Folder that will hold the bundle's folder. */
  readonly bundles: string;
  readonly name: string;
  /** The app's file, `app.ts`; exports the class. */
  readonly source: string;
  readonly class: string;
  /** Scripts beside the code. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A work's bundle as the compiler makes it, from Thunderhead's sources: host first, then the class. */
export async function writeBundle({
  bundles,
  name,
  source,
  class: type,
  files = {},
}: TestBundle): Promise<void> {
  const directory = join(bundles, name);
  mkdirSync(join(bundles, `${name}.source`), { recursive: true });
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(bundles, `${name}.source`, "app.ts"), source);
  for (const [path, text] of Object.entries(files)) writeFileSync(join(directory, path), text);
  await build({
    stdin: {
      contents: `import { hostWork } from "${root}runtime-shim/boot/work.ts";\nimport { ${type} } from "./app.ts";\nhostWork(${type});`,
      resolveDir: join(bundles, `${name}.source`),
    },
    outfile: join(directory, "index.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    sourcemap: true,
    logLevel: "warning",
    alias: {
      thunderhead: join(root, "runtime-shim/sdk/index.ts"),
      "thunderhead/components": join(root, "runtime-shim/components/index.ts"),
    },
  });
  nameSources(join(directory, "index.mjs.map"), name);
}

/** Sources by the names that the compiler gives them: the app's from its folder, Thunderhead's under its own. */
function nameSources(file: string, name: string): void {
  const map: { sources: string[] } = JSON.parse(readFileSync(file, "utf8"));
  map.sources = map.sources.map((source) => {
    if (source.endsWith(`${name}.source/app.ts`)) return "app.ts";
    if (source.endsWith("<stdin>")) return "thunderhead/entry.js";
    const own = source.indexOf("runtime-shim/");
    return own === -1
      ? source.slice(Math.max(0, source.lastIndexOf("node_modules/")))
      : `thunderhead/${source.slice(own)}`;
  });
  writeFileSync(file, JSON.stringify(map));
}
