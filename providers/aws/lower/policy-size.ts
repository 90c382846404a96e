/**
 * How long the policy of a group's role is going to be: what `program/work-access.ts` grants, with ARNs as long
 * as they may get. A test holds it against the policies that programs register.
 */
import type { AppGraph } from "#graph/graph.ts";
import type { AwsOptions } from "../options.ts";
import { type ChosenGroup, layoutOf } from "./layout.ts";

/** Sessions, code, boot, environments, statement heads: of any machine. */
const everyMachine = 1800;
/** Stacks are called `dev` or `production`, or a little longer. */
const stackName = 12;

export function policySize(
  { works }: ChosenGroup,
  { graph, options }: { readonly graph: AppGraph; readonly options: AwsOptions },
): number {
  const { works: placed } = layoutOf(graph, options);
  const arn = "arn:aws-us-gov:".length + options.region.length + "123456789012".length;
  const app = graph.app.name.length + 1 + stackName;
  const accessPoint = arn + '"elasticfilesystem::access-point/fsap-0123456789abcdef0",'.length;
  const own = works.map((work) => {
    const bundle = '"arn:aws-us-gov:s3:::bundles-0123abc/works//*",'.length + work.id.length;
    const logs = arn + '"logs::log-group:/thunderhead//:*",'.length + app + work.id.length;
    const fence = '"fence/-*",'.length + work.id.length;
    return bundle + logs + fence;
  });
  const names = new Set(works.map(({ name }) => name));
  const producing = works.filter(({ name }) => graph.paths.some((one) => one.producer === name));
  const read = new Set(works.flatMap(({ name }) => placed.get(name)?.reads ?? []));
  const uses = [...graph.secrets, ...graph.drives].filter((one) =>
    one.works.some((user) => names.has(user)),
  );
  const named = uses.map(
    ({ name }) => arn + '"ssm::parameter/thunderhead//",'.length + app + 2 * name.length + 20,
  );
  return [everyMachine, ...own, ...named, (producing.length + read.size) * accessPoint].reduce(
    (sum, one) => sum + one,
  );
}
