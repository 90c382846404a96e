import { diagnosticJson, type SourceTexts } from "#diagnostics/json.ts";
import { emit } from "../engine/emit.ts";
import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "./diagnostics.ts";

/** What only a person can decide: everything else that stands in the way is bad input, or a failure. */
const decisions: ReadonlySet<string> = new Set([
  "cli/infra-edited",
  "deploy/needs-approval",
  "deploy/needs-decision",
  "deploy/no-backend",
  "deploy/no-stack",
  "deploy/not-as-reviewed",
]);

/** The cloud, or the engine, said no. */
const failures: ReadonlySet<string> = new Set([
  "deploy/cloud-unreachable",
  "deploy/credentials",
  "deploy/engine-failed",
  "deploy/locked",
  "deploy/name-taken",
  "deploy/name-too-long",
  "deploy/permission-denied",
  "deploy/protected",
  "deploy/quota-reached",
  "deploy/refused",
]);

/** Prints what was reported and answers the exit code that it makes. */
export async function conclude(
  { sink, flags }: Invocation,
  sources?: { readonly directory: string; readonly texts: SourceTexts },
): Promise<number> {
  const diagnostics = sink.diagnostics();
  const texts = sources?.texts ?? (() => undefined);
  for (const one of diagnostics)
    emit(flags, { event: "diagnostic", ...diagnosticJson(one, texts) });
  await printDiagnostics(diagnostics, sources);
  const slugs = diagnostics.filter(({ severity }) => severity === "error").map(({ slug }) => slug);
  const code = exitCode(slugs);
  emit(flags, { event: "exit", code });
  return code;
}

function exitCode(slugs: readonly string[]): number {
  if (slugs.length === 0) return 0;
  if (slugs.some((slug) => decisions.has(slug))) return 4;
  return slugs.some((slug) => failures.has(slug)) ? 1 : 2;
}
