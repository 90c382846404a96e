import type { Sink } from "#diagnostics/sink.ts";
import type { FileHost } from "#source/host.ts";

export interface BundleOptions {
  readonly host: FileHost;
  /** The app's folder, absolute with forward slashes. */
  readonly directory: string;
  readonly sink: Sink;
  /** Called at most once, when the bundler needs nothing more from this thread: the time for other work. */
  readonly onIdle?: () => void;
}
