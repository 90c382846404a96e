import type { PathNode } from "#graph/path.ts";
import { reference } from "#plan/expression.ts";
import type { PlanFile } from "#plan/plan.ts";
import { type AwsContext, component, registered } from "./calls.ts";
import { layoutOf } from "./layout.ts";

/** The first Path brings the volume; a work's own part of it comes with the work. */
export function lowerPath(
  path: PathNode,
  { graph, options, place }: AwsContext,
): readonly PlanFile[] {
  const { zones } = layoutOf(graph, options);
  const existing = options.volume !== undefined;
  const volume = component("Volume", {
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
    origin: {
      span: path.span,
      comment: [`${place(path.span)} — ${path.name} is a Path, so the app has a volume.`],
      because: `\`${path.name}\` is a Path`,
    },
    registers: [
      ...(existing ? [] : [registered("efs FileSystem", "volume")]),
      registered("ec2 SecurityGroup", "volume"),
      ...zones.map((zone) => registered("efs MountTarget", `volume-${zone}`)),
      registered("efs FileSystemPolicy", "volume"),
    ],
  });
  return [{ file: "storage.ts", header: [], statements: [volume] }];
}
