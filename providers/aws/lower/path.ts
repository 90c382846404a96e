import type { AppGraph } from "#graph/graph.ts";
import type { PathNode } from "#graph/path.ts";
import { reference } from "#plan/expression.ts";
import type { Origin, PlanFile } from "#plan/plan.ts";
import { type AwsContext, component, registered } from "./calls.ts";
import { layoutOf } from "./layout.ts";

/** The first Path brings the volume; a work's own part of it comes with the work. */
export function lowerPath(path: PathNode, context: AwsContext): readonly PlanFile[] {
  const place = context.place(path.span);
  return volume(context, {
    span: path.span,
    comment: [`${place} — ${path.name} is a Path, so the app has a volume.`],
    because: `\`${path.name}\` is a Path`,
  });
}

/** A volume outlives the last Path: it holds what earlier versions of the app have published. */
export function lowerFormerPaths(context: AwsContext): readonly PlanFile[] {
  const { paths, formerPaths: [first, ...others] = [] } = context.graph;
  if (paths.length > 0 || first === undefined) return [];
  const named = others.length === 0 ? first : `${first} and ${others.length} more`;
  return volume(context, {
    comment: [
      `No work has a Path any more. The volume stays for what ${named} published. To let it go, remove the \`path\` lines of thunderhead.lock.json, compile, and deploy with \`--accept-orphan volume\`: it then leaves the stack, and stays in the account until you delete it there.`,
    ],
    because: `\`${first}\` was a Path`,
  });
}

export const hasVolume = ({ paths, formerPaths = [] }: AppGraph): boolean =>
  paths.length + formerPaths.length > 0;

function volume({ graph, options }: AwsContext, origin: Origin): readonly PlanFile[] {
  const { zones } = layoutOf(graph, options);
  const existing = options.volume !== undefined;
  const call = component("Volume", {
    name: "volume",
    symbol: "volume",
    identifier: "volume",
    arguments: {
      network: reference("network"),
      tags: reference("tags"),
      keep: reference("keepData"),
      ...(existing && { existing: reference("existingVolume") }),
      ...(options.kmsKey !== undefined && !existing && { kmsKeyId: reference("kmsKey") }),
    },
    origin,
    registers: [
      ...(existing ? [] : [registered("efs FileSystem", "volume")]),
      registered("ec2 SecurityGroup", "volume"),
      ...zones.map((zone) => registered("efs MountTarget", `volume-${zone}`)),
      registered("efs FileSystemPolicy", "volume"),
    ],
  });
  return [{ file: "storage.ts", header: [], statements: [call] }];
}
