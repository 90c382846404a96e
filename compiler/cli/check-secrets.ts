import { parseEnv } from "node:util";
import { secretMissing } from "#diagnostics/catalogue.gen.ts";
import { listWords } from "#diagnostics/words.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { AppSource } from "./app-source.ts";

/** Secrets that works are given, against the shell and the `.env` beside the app, where a run reads them. */
export function checkSecrets(
  { secrets }: AppGraph,
  { host, directory, sink }: Pick<AppSource, "host" | "directory" | "sink">,
): void {
  if (secrets.length === 0) return;
  const file = parseEnv(host.readText(`${directory}/.env`) ?? "");
  for (const { name, works, span } of secrets) {
    if (process.env[name] !== undefined || file[name] !== undefined) continue;
    sink.report(secretMissing(span, { name, works: listWords(works, "and") }));
  }
}
