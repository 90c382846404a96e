import type { Packed } from "#compiler";
import { pythonEnvironmentFailed, pythonNotFound } from "#diagnostics/catalogue.gen.ts";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { Bundle } from "#emit/bundle-files.ts";
import type { ManifestWork } from "#protocol/manifest.ts";
import { requirementsPath } from "#protocol/requirements.ts";
import { paint, say } from "./render/print.ts";
import { type Progress, progress } from "./render/progress.ts";

/**
 * Builds the Python environments that the app's works need before anything starts, so that a person sees
 * what takes the time, and a missing Python ends the command and not the app. Answers whether all is there.
 */
export async function preparePython({ manifest, bundles }: Packed, sink: Sink): Promise<boolean> {
  const needing = manifest.works.filter(needsPython);
  if (needing.length === 0) return true;
  const { lockedIn, prepareEnvironment } = await import("#environment/environment.ts");
  for (const work of needing) {
    const watch = watcher(work.name);
    try {
      const asked = requestOf(work);
      const locked = lockedIn(requirementsText(work, bundles), asked);
      await prepareEnvironment({ ...asked, locked }, { onProgress: watch.line });
      watch.built();
    } catch (error) {
      watch.failed();
      sink.report(problem(work, error));
      return false;
    }
  }
  return true;
}

/** The builder's first line says what it builds; those after it, how far it is. A warm environment says nothing. */
function watcher(work: string) {
  const started = performance.now();
  let shown: Progress | undefined;
  return {
    line: (line: string) => {
      if (shown) shown.at(line);
      else shown = progress(`${paint("dim", work)}  ${line}`);
    },
    built: () => {
      if (!shown) return;
      shown.end();
      const seconds = Math.round((performance.now() - started) / 1000);
      say(`${paint("dim", work)}  Python environment built in ${seconds} s`);
    },
    failed: () => shown?.end(),
  };
}

/** Without requirements and with no script of its own, a work runs no Python. */
const needsPython = ({ python, settings: { build } }: ManifestWork): boolean =>
  python !== undefined || build.requirements.length > 0 || build.python !== undefined;

const requestOf = ({ python, settings: { build } }: ManifestWork) => ({
  requirements: [...(python?.requirements ?? []), ...build.requirements],
  python: build.python,
});

/** As it lies in the work's bundle. */
function requirementsText({ bundle }: ManifestWork, bundles: readonly Bundle[]): string {
  const { files = [] } = bundles.find(({ directory }) => directory === bundle.directory) ?? {};
  const found = files.find(({ path }) => path === requirementsPath);
  return found ? Buffer.from(found.bytes).toString("utf8") : "";
}

function problem({ name: work }: ManifestWork, error: unknown): Diagnostic {
  const detail = error instanceof Error ? error.message : String(error);
  const isMissing = error instanceof Error && error.name === "PythonMissing";
  return (isMissing ? pythonNotFound : pythonEnvironmentFailed)(undefined, { work, detail });
}
