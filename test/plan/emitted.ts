/** From a hand-built graph to the text of its program, in one step. */
import { readFileSync } from "node:fs";
import { collectingSink } from "#diagnostics/sink.ts";
import { emitProgram, type ProgramFile } from "#emit/program.ts";
import type { AppGraph } from "#graph/graph.ts";
import { lower } from "#lower/lower.ts";
import type { Plan } from "#plan/plan.ts";
import { type AwsOptions, defaultAwsOptions } from "#providers/aws/options.ts";
import { awsProvider } from "#providers/aws/provider.ts";
import { place } from "./graphs.ts";

export function planOf(graph: AppGraph, options: Partial<AwsOptions> = {}): Plan {
  const sink = collectingSink();
  const plan = lower(graph, awsProvider, {
    options: { ...defaultAwsOptions, ...options },
    sink,
    place,
  });
  if (sink.hasErrors())
    throw new Error(
      sink
        .diagnostics()
        .map((it) => it.message)
        .join("\n"),
    );
  return plan;
}

export const programOf = (
  graph: AppGraph,
  options: Partial<AwsOptions> = {},
): readonly ProgramFile[] => filesOf(planOf(graph, options));

export const filesOf = (plan: Plan): readonly ProgramFile[] =>
  emitProgram(plan, { readText: (path) => readFileSync(path, "utf8") });

export const textOf = (files: readonly ProgramFile[], name: string): string =>
  files.find(({ file }) => file === name)?.text ?? "";
