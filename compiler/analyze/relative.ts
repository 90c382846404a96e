import { dirname, join } from "node:path/posix";
import type { Relativize } from "#source/host.ts";

/** `/a/b/c.ts` seen from `/a/d` is `../b/c.ts`. */
export const relativeTo =
  (directory: string): Relativize =>
  (absolute) => {
    if (absolute.startsWith(`${directory}/`)) return absolute.slice(directory.length + 1);
    const from = directory.split("/");
    const to = absolute.split("/");
    const same = to.findIndex((segment, index) => segment !== from[index]);
    const up = from.slice(same).map(() => "..");
    return [...up, ...to.slice(same)].join("/");
  };

/** `data/` said by `lib/model.ts` is `lib/data`, both as seen from the app's folder. */
export const besideFile = (relative: string, file: string): string =>
  join(dirname(file), relative).replace(/\/$/u, "");
