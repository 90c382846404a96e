// A work's own part of the cloud, whichever machine it runs on: its log group, its share of the
// volume, and what it may use. The machine's role is the sum over its works.
import * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import * as efs from "@pulumi/aws/efs/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Platform } from "./platform.ts";

export interface WorkArgs {
  platform: Platform;
  /** From thunderhead.lock.json: outlives every rename, so data, logs and ledger stay. */
  id: string;
  /** A ComponentMap: it stands for all elements, whose ids begin with its own. */
  elements?: boolean;
  /** It makes Paths. */
  writes?: boolean;
  /** Works whose Paths it is handed; as a function where two works need each other. */
  reads?: Works | (() => Works);
  /** Names of SSM parameters below `/thunderhead/<app>/`. */
  secrets?: readonly string[];
  drives?: readonly string[];
  mounts?: readonly { bucket: string; prefix: string }[];
  /** It installs Python packages: into an environment that the machines of its group share. */
  requirements?: boolean;
  service?: Service;
}

/** A list in it is a loop's. */
export type Works = readonly (Work | readonly Work[])[];

/** Where a work is reached, and who may. */
export interface Service {
  /** The port on the machine. */
  readonly port: number;
  /** The firewall that requests come from. */
  readonly from: pulumi.Input<string>;
  readonly url?: pulumi.Output<string>;
  readonly targets?: pulumi.Input<string>;
  /** Where its balancer stands: it reaches machines in no other zone. */
  readonly zones?: readonly string[];
}

export class Work extends pulumi.ComponentResource {
  readonly label: string;
  readonly id: string;
  readonly elements: boolean;
  readonly reads: () => readonly Work[];
  readonly uses: Required<Pick<WorkArgs, "secrets" | "drives" | "mounts" | "requirements">>;
  readonly service: Service | undefined;
  readonly logs: cloudwatch.LogGroup;
  /** `/<id>`, where it writes, and `/<id>/v`, the published versions, for those who read. */
  readonly paths: { readonly own: efs.AccessPoint; readonly versions: efs.AccessPoint } | undefined;

  constructor(work: string, args: WorkArgs, options?: pulumi.ComponentResourceOptions) {
    super("thunderhead:aws:Work", work, {}, options);
    const { platform, id, elements = false, writes = false, reads = [], service, ...uses } = args;
    const mine = { parent: this };
    const tags = { ...platform.tags, Name: `${platform.app}/${work}`, "thunderhead:work": work };
    this.label = work;
    this.id = id;
    this.elements = elements;
    this.reads = () => (typeof reads === "function" ? reads() : reads).flat();
    this.uses = { secrets: [], drives: [], mounts: [], requirements: false, ...uses };
    this.service = service;
    this.logs = new cloudwatch.LogGroup(
      work,
      {
        name: `/thunderhead/${platform.app}/${id}`,
        retentionInDays: 30,
        ...(platform.kmsKey && { kmsKeyId: platform.kmsKey }),
        tags,
      },
      mine,
    );
    this.paths = writes ? accessPoints(work, { platform, id, tags }, mine) : undefined;
    this.registerOutputs({ logs: this.logs.name });
  }
}

/**
 * Two, for IAM grants a whole access point: the producer's with write, the versions' without.
 * Neither can be changed later, so both are named by the id. The uid is the producer's own, read
 * from its id.
 */
function accessPoints(
  work: string,
  { platform, id, tags }: { platform: Platform; id: string; tags: Record<string, string> },
  options: pulumi.ResourceOptions,
) {
  const { volume } = platform;
  if (!volume) throw new Error(`${work} writes Paths, but storage.ts has no volume.`);
  const uid = Number.parseInt(id, 36);
  const point = (name: string, path: string) =>
    new efs.AccessPoint(
      name,
      {
        fileSystemId: volume.id,
        posixUser: { uid, gid: uid },
        rootDirectory: {
          path,
          creationInfo: { ownerUid: uid, ownerGid: uid, permissions: "0755" },
        },
        tags,
      },
      options,
    );
  return { own: point(work, `/${id}`), versions: point(`${work}-versions`, `/${id}/v`) };
}
