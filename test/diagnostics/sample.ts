import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, targetOf, understand } from "#compiler";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import type { SourceTexts } from "#diagnostics/json.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { awsProvider } from "#providers/aws/provider.ts";
import type { FileHost } from "#source/host.ts";
import { openApp } from "../../compiler/cli/app-source.ts";

const folder = fileURLToPath(new URL("samples", import.meta.url));

/** `path/no-writer/fails-in-loop` shows the slug `path/no-writer`; what is in `passes-…` looks alike and is fine. */
export interface Sample {
  readonly name: string;
  readonly directory: string;
  readonly slug: string;
  readonly passes: boolean;
}

export const samples: readonly Sample[] = globSync("*/*/{fails,passes}-*", { cwd: folder })
  .map((name) => name.replaceAll("\\", "/"))
  .sort()
  .map((name) => ({
    name,
    directory: join(folder, name),
    slug: name.split("/").slice(0, 2).join("/"),
    passes: basename(name).startsWith("passes-"),
  }));

export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: SourceTexts;
}

/** What `thunderhead check` finds, with some files replaced. */
export const checkSample = (sample: Pick<Sample, "directory">, host: FileHost): Promise<Checked> =>
  checked(sample, { host, judge: check });

/** The same without bundles and program, for what is nowhere on a disk. */
export const analyzeSample = (
  sample: Pick<Sample, "directory">,
  host: FileHost,
): Promise<Checked> =>
  checked(sample, {
    host,
    judge: async (app, target) => {
      const understood = understand(app);
      if (understood) target.check(understood.graph, app.sink);
    },
  });

async function checked(
  { directory }: Pick<Sample, "directory">,
  { host, judge }: { readonly host: FileHost; readonly judge: typeof check },
): Promise<Checked> {
  const sink = collectingSink();
  const flags = { has: () => false, value: () => undefined, values: () => [], others: new Map() };
  const app = await openApp(
    { command: "check", argument: "app.ts", flags, directory, sink },
    withSizes(host),
  );
  if (app) {
    await judge(app, targetOf(awsProvider, awsProvider.options(app.settings.section("aws"), sink)));
  }
  // Samples install nothing: only those about locks have one, or miss it.
  const isAboutLocks = directory.includes("/python/unlocked/");
  const told = sink.diagnostics().filter(({ slug }) => isAboutLocks || slug !== "python/unlocked");
  return { diagnostics: told, texts: app?.texts ?? (() => undefined) };
}

/** `weights.pt.size` holds a number: of the bytes that `weights.pt` has, which nobody wants in a repository. */
function withSizes(host: FileHost): FileHost {
  const sizeOf = (path: string) => Number(host.readText(`${path}.size`) ?? Number.NaN);
  return {
    ...host,
    isFile: (path) => host.isFile(path) || host.isFile(`${path}.size`),
    readBytes: (path) => {
      const size = sizeOf(path);
      return Number.isNaN(size) ? host.readBytes(path) : new Uint8Array(size);
    },
    listFiles: (directory) => host.listFiles(directory).map((file) => file.replace(/\.size$/, "")),
  };
}

export const readSample = ({ directory }: Sample, file: string): string | undefined => {
  try {
    return readFileSync(join(directory, file), "utf8");
  } catch {
    return undefined;
  }
};
