import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, targetOf } from "#compiler";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import type { SourceTexts } from "#diagnostics/json.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { awsProvider } from "#providers/aws/provider.ts";
import type { FileHost } from "#source/host.ts";
import { openApp } from "../../compiler/cli/app-source.ts";

const folder = fileURLToPath(new URL("samples", import.meta.url));

/** `path-no-writer` shows the slug `path/no-writer`; `path-no-writer-passes` looks alike and is fine. */
export interface Sample {
  readonly name: string;
  readonly directory: string;
  readonly slug: string;
  readonly passes: boolean;
}

export const samples: readonly Sample[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => sampleOf(join(folder, name)));

function sampleOf(directory: string): Sample {
  const name = basename(directory);
  const words = name.replace(/-passes$/, "");
  return { name, directory, slug: words.replace("-", "/"), passes: words !== name };
}

export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: SourceTexts;
}

/** What `thunderhead check` finds, with some files replaced. */
export async function checkSample({ directory }: Sample, host: FileHost): Promise<Checked> {
  const sink = collectingSink();
  const flags = { has: () => false, value: () => undefined, values: () => [], others: new Map() };
  const app = await openApp({ command: "check", argument: "app.ts", flags, directory, sink }, host);
  if (app) {
    await check(app, targetOf(awsProvider, awsProvider.options(app.settings.section("aws"), sink)));
  }
  return { diagnostics: sink.diagnostics(), texts: app?.texts ?? (() => undefined) };
}

export const readSample = ({ directory }: Sample, file: string): string | undefined => {
  try {
    return readFileSync(join(directory, file), "utf8");
  } catch {
    return undefined;
  }
};
