/** Compiles an app of the repository, or an edited copy of one, without a command line. */
import { basename, dirname, join } from "node:path";
import { type Compiled, compile, targetOf } from "#compiler";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock, type Lock } from "#graph/identity.ts";
import { awsProvider } from "#providers/aws/provider.ts";
import { diskHost } from "#source/disk-host.ts";
import type { FileHost } from "#source/host.ts";
import { readSettings } from "../../compiler/cli/settings.ts";

export interface AppUnderTest {
  readonly name: string;
  /** Absolute. */
  readonly entry: string;
}

export interface CompileOptions {
  readonly host?: FileHost;
  readonly lock?: Lock;
  /** The provider's section of the configuration, instead of that of `thunderhead.config.ts`. */
  readonly section?: unknown;
}

/** Throws with the diagnostics where there are errors: apps under test are sound. */
export async function compileApp(
  app: AppUnderTest,
  { host = diskHost, lock = emptyLock, section }: CompileOptions = {},
): Promise<Compiled> {
  const sink = collectingSink();
  const directory = dirname(app.entry);
  const settings = await readSettings({ directory, host, sink });
  const given = section ?? settings.section("aws");
  const target = targetOf(awsProvider, awsProvider.options(given, sink));
  const compiled = await compile(
    { entry: app.entry, directory, name: app.name, lock, host, sink },
    target,
  );
  const errors = sink.diagnostics().filter(({ severity }) => severity === "error");
  if (compiled === undefined || errors.length > 0)
    throw new Error(`${app.name}: ${JSON.stringify(errors, undefined, 2)}`);
  return compiled;
}

const root = join(import.meta.dirname, "../..");

/** Every example, and every sample of this folder. */
export const appsUnderTest = (): readonly AppUnderTest[] =>
  ["examples", "test/emit/samples"].flatMap((folder) =>
    diskHost
      .listFiles(join(root, folder))
      .filter((file) => /^[^/]+\/app\.ts$/.test(file))
      .map((file) => ({ name: basename(dirname(file)), entry: join(root, folder, file) })),
  );
