import { dirname } from "node:path/posix";
import type { FileHost } from "#source/host.ts";

/**
 * The app that a document belongs to: itself where it makes one, else the nearest `app.ts` above it that
 * does. `undefined` for a file of something else.
 */
export function findApp(path: string, host: FileHost): string | undefined {
  if (makesApp(path, host)) return path;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const candidate = `${folder}/app.ts`;
    if (makesApp(candidate, host)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

function makesApp(path: string, host: FileHost): boolean {
  const text = host.readText(path);
  return text !== undefined && /\bnew\s+App\s*\(/.test(text) && /["']thunderhead["']/.test(text);
}
