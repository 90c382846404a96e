/** The volume: encrypted, closed to everybody that no role lets in, its shares named by ids. */
import {
  type AccessPointDescription,
  DescribeAccessPointsCommand,
  DescribeFileSystemPolicyCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
} from "@aws-sdk/client-efs";
import { expect } from "vitest";
import type { Deployed } from "./deployed.ts";

const everyZone = ["use1-az1", "use1-az2", "use1-az4", "use1-az5", "use1-az6"];

export async function checkVolume(deployed: Deployed): Promise<void> {
  const { aws, facts, outputs, zones = everyZone } = deployed;
  const FileSystemId = outputs.data.volume;
  const { FileSystems = [] } = await aws.volumes.send(new DescribeFileSystemsCommand({}));
  expect(FileSystems).toEqual([
    expect.objectContaining({ FileSystemId, Encrypted: true, ThroughputMode: "elastic" }),
  ]);
  const targets = await aws.volumes.send(new DescribeMountTargetsCommand({ FileSystemId }));
  const reached = targets.MountTargets?.map(({ AvailabilityZoneId }) => AvailabilityZoneId).sort();
  expect(reached).toEqual(zones);
  await checkPolicy(deployed);

  const points = await accessPoints(deployed);
  const shares = facts.works
    .filter(({ writes }) => writes)
    .flatMap(({ id }) => [share(`/${id}`, id), share(`/${id}/v`, id)]);
  const told = points.map(({ RootDirectory, PosixUser }) => ({
    path: RootDirectory?.Path,
    owner: RootDirectory?.CreationInfo?.OwnerUid,
    uid: PosixUser?.Uid,
  }));
  // The controller's own, by which it deletes old versions, has the root and no user of its own.
  const root = { path: "/", owner: undefined, uid: undefined };
  expect(told.sort(byPath)).toEqual([root, ...shares].sort(byPath));
}

export async function accessPoints({
  aws,
  outputs,
}: Deployed): Promise<readonly AccessPointDescription[]> {
  const { AccessPoints = [] } = await aws.volumes.send(
    new DescribeAccessPointsCommand({ FileSystemId: outputs.data.volume }),
  );
  return AccessPoints;
}

/** The owner is read from the id, so that one who comes back with it owns the files. */
function share(path: string, id: string) {
  const uid = Number.parseInt(id, 36);
  return { path, owner: uid, uid };
}

const byPath = (a: { path: string | undefined }, b: { path: string | undefined }): number =>
  String(a.path).localeCompare(String(b.path));

async function checkPolicy({ aws, outputs }: Deployed): Promise<void> {
  const { Policy = "{}" } = await aws.volumes.send(
    new DescribeFileSystemPolicyCommand({ FileSystemId: outputs.data.volume }),
  );
  const { Statement } = JSON.parse(Policy);
  const conditions = Statement.map(({ Effect, Condition }: Record<string, unknown>) => {
    expect(Effect).toBe("Deny");
    return Condition;
  });
  expect(conditions).toEqual([
    { Bool: { "aws:SecureTransport": "false" } },
    { Null: { "elasticfilesystem:AccessPointArn": "true" } },
    { Bool: { "elasticfilesystem:AccessedViaMountTarget": "false" } },
  ]);
}
