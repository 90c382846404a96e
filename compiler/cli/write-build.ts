import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Packed } from "#compiler";
import { cliNotWritable } from "#diagnostics/catalogue.gen.ts";
import { writeBundleFolders } from "#emit/bundle-write.ts";
import { manifestBytes } from "#emit/manifest.ts";
import type { AppSource } from "./app-source.ts";
import { writeProblem } from "./write-problem.ts";

/** `.thunderhead/<app>/build` with the manifest and the bundles it names; an unwritable folder is reported. */
export async function writeBuild(
  app: Pick<AppSource, "directory" | "sink">,
  packed: Packed,
): Promise<string | undefined> {
  const folder = join(app.directory, ".thunderhead", packed.graph.app.name, "build");
  try {
    await mkdir(folder, { recursive: true });
    writeBundleFolders(packed.bundles, folder);
    const manifest = join(folder, "manifest.json");
    await writeFile(`${manifest}.new`, manifestBytes(packed.manifest));
    await rename(`${manifest}.new`, manifest);
    return folder;
  } catch (error) {
    const detail = writeProblem(error);
    app.sink.report(cliNotWritable(undefined, { folder: app.directory, detail }));
    return undefined;
  }
}
