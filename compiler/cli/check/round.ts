import { checkBundles, checkSource, type Understood } from "#compiler";
import { type CollectingSink, collectingSink } from "#diagnostics/sink.ts";
import type { KeptModules } from "#parse/module.ts";
import { forgetPackages } from "#parse/resolve.ts";
import { diskHost } from "#source/disk-host.ts";
import type { FileHost } from "#source/host.ts";
import { type Asked, recordingHost } from "#source/recording-host.ts";
import { type AppSource, openApp } from "../app-source.ts";
import type { Invocation } from "../invocation.ts";
import { chooseTarget } from "../target.ts";

/** One look at an app by a process that looks again and again: `check --watch`, an editor. */
export interface Round {
  readonly app: AppSource | undefined;
  readonly understood: Understood | undefined;
  readonly target: Target | undefined;
  readonly sink: CollectingSink;
  /** What the answer rests on; it grows while bundles are looked at. */
  readonly asked: Asked;
  /** Milliseconds. */
  readonly took: number;
  /** Goes on with what only bundling shows; for text that lies on disk. */
  readonly bundled: () => Promise<void>;
}

type Target = NonNullable<Awaited<ReturnType<typeof chooseTarget>>>;

export interface RoundOptions {
  /** Stays from one round to the next. */
  readonly kept: KeptModules;
  /** @default the disk */
  readonly files?: FileHost;
  /** Hears of each path before it is looked at for the first time. */
  readonly onFirst?: (path: string) => void;
}

/** Everything is asked anew, settings and lock included; only modules whose text is the same are not parsed again. */
export async function checkRound(
  invocation: Invocation,
  { kept, files = diskHost, onFirst }: RoundOptions,
): Promise<Round> {
  const started = performance.now();
  forgetPackages();
  const sink = collectingSink();
  const { host, asked } = recordingHost(files, onFirst);
  const fresh = { ...invocation, sink };
  const opened = await openApp(fresh, host);
  const app = opened && { ...opened, kept };
  const target = app && (await chooseTarget(app, fresh));
  const understood = app && target ? checkSource(app, target) : undefined;
  for (const path of kept.keys()) if (!asked.paths.has(path)) kept.delete(path);
  return {
    app,
    understood,
    target,
    sink,
    asked,
    took: performance.now() - started,
    bundled: async () => {
      if (app && understood && !sink.hasErrors()) await checkBundles(understood, app);
    },
  };
}
