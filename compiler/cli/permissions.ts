import type { Target } from "#compiler";
import { cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import { grantsMeant, grantsOf, permissionStories } from "#explain/permission.ts";
import type { Story } from "#explain/story.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { Grant } from "#plan/review.ts";
import { factsOfSide } from "#review/reviewed.ts";
import type { Invocation } from "./invocation.ts";
import { prepare } from "./review/prepare.ts";
import { inScratch } from "./review/scratch.ts";
import { runSide } from "./review/side.ts";

interface Asked {
  readonly graph: AppGraph;
  readonly target: Target;
  readonly invocation: Invocation;
}

/**
 * What the emitted program grants, read off the policies that it registers: the program is run, as for `diff`,
 * so that overrides count and nobody's opinion does.
 */
export async function permissionsOf(
  name: string,
  { graph, target, invocation }: Asked,
): Promise<readonly Story[]> {
  const grants = await grantsOfProgram(target, invocation);
  if (!grants) return [];
  const isComponent = graph.components.some((one) => one.name === name);
  const meant = isComponent ? grantsOf(name, grants, graph) : grantsMeant(name, grants);
  if (meant.length === 0) {
    const detail = `nobody is granted \`${name}\`; name a component, or an action such as \`s3:GetObject\``;
    invocation.sink.report(cliWrongArgument(undefined, { command: invocation.command, detail }));
  }
  return permissionStories(meant, graph);
}

const grantsOfProgram = (
  target: Target,
  invocation: Invocation,
): Promise<readonly Grant[] | undefined> =>
  inScratch(async (scratch) => {
    const { sink } = invocation;
    const origin = { kind: "working tree", label: "the working tree" } as const;
    const prepared = await prepare(origin, { invocation, scratch });
    const side = sink.hasErrors() ? undefined : await runSide(prepared, { sink, stack: undefined });
    return side && factsOfSide(side, await target.review()).grants;
  });
