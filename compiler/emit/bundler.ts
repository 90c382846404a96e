/** esbuild, loaded where it is needed: its module takes milliseconds, and its process comes up beside us. */

/**
 * Starts esbuild's own process without waiting for it, so that it is up when the analysis is done. Call it
 * before anything else that takes time; calling it again does nothing.
 */
export function warmBundler(): Promise<void> {
  started ??= import("esbuild").then(({ initialize }) => initialize({}));
  return started;
}

/** One process serves every build of this one. */
let started: Promise<void> | undefined;
