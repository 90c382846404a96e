import type { FileHost } from "./host.ts";

/**
 * How the disk spells a path that is written in another case; `undefined` where it is spelled like that, or nothing
 * there is called so. What both paths begin with is not looked at: above the app, people may spell as they like.
 */
export function otherSpelling(
  path: string,
  { from, host }: { readonly from: string; readonly host: FileHost },
): string | undefined {
  const start = from.split("/");
  const segments = path.split("/");
  const common = segments.findIndex((segment, index) => segment !== start[index]);
  if (common < 1) return undefined;
  const spelled = segments.slice(0, common);
  for (const segment of segments.slice(common)) {
    const names = host.names(spelled.join("/") || "/");
    const name = names.includes(segment) ? segment : names.find((one) => sameLetters(one, segment));
    if (name === undefined) return undefined;
    spelled.push(name);
  }
  const found = spelled.join("/");
  return found === path ? undefined : found;
}

/** As disks of macOS and Windows compare; one that makes a name longer is none of them. */
export const sameLetters = (one: string, other: string): boolean =>
  one.length === other.length && one.toLowerCase() === other.toLowerCase();
