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
