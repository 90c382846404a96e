import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { InternalError } from "#diagnostics/sink.ts";

/** This package's folder, whether the code runs from its sources or from a chunk in `dist/`. */
export function packageRoot(): string {
  let directory = import.meta.dirname;
  while (!existsSync(join(directory, "bin", "thunderhead.mjs"))) {
    const parent = dirname(directory);
    if (parent === directory) throw new InternalError("there is no package around this module");
    directory = parent;
  }
  return directory;
}
