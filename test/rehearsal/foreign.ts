/**
 * What is another work's: put to the policies of each role of works, as AWS holds them, its bundle, log group, fence,
 * secret and Path have to be denied. Whose things are whose is read where machines read it, in deployment.json; that
 * a role may have its own shows that the questions are the right ones.
 */
import type { Manifest } from "#protocol/manifest.ts";
import { type Deployment, readDeployment } from "#providers/aws/runtime/deployment.ts";
import { isAllowed, type Request } from "../access/evaluator.ts";
import { type Aws, account, region } from "../engine/aws/clients.ts";
import { statementsOfRole } from "./launched.ts";
import { mountRequest } from "./mount-request.ts";

type Group = Deployment["groups"][number];
type Work = Group["works"][number];

export interface Asked {
  readonly questions: number;
  /** `train: fence of steady`: what is allowed and should not be, or the other way round. */
  readonly wrong: readonly string[];
}

export interface Asking {
  readonly aws: Aws;
  readonly bundles: string;
  readonly manifest: Manifest;
}

export async function askForeign({ aws, bundles, manifest }: Asking): Promise<Asked> {
  const deployment = await readDeployment(aws.objects, bundles);
  const wrong: string[] = [];
  let questions = 0;
  for (const group of deployment.groups) {
    const statements = await statementsOfRole(aws, group.role.split("/").at(-1) ?? "");
    for (const other of deployment.groups) {
      for (const work of other.works) {
        for (const { what, request } of thingsOf(work, { deployment, bundles, manifest })) {
          questions++;
          const may = mayHave({ group, other, work, what });
          if (isAllowed(statements, request) !== may)
            wrong.push(`${group.name}: ${what} of ${work.name} is ${may ? "denied" : "allowed"}`);
        }
      }
    }
  }
  return { questions, wrong };
}

interface Thing {
  readonly what: string;
  readonly request: Request;
}

interface Having {
  readonly group: Group;
  readonly other: Group;
  readonly work: Work;
  readonly what: string;
}

/** Machines of a group have all that their works have; of others, the versions of Paths that their works read. */
function mayHave({ group, other, work, what }: Having): boolean {
  const reads = group.works.some((one) => one.reads.some(({ name }) => name === work.name));
  if (what === "versions") return reads;
  // Nobody writes through the door that is for readers.
  return what !== "versions, to write," && group === other;
}

function thingsOf(
  { name, id, logs, paths }: Work,
  { deployment, bundles, manifest }: { deployment: Deployment } & Omit<Asking, "aws">,
): readonly Thing[] {
  const { journal, volume, app } = deployment;
  const share = (verb: string, point: string): Request =>
    mountRequest({ fileSystem: volume ?? "", point, verb });
  return [
    {
      what: "bundle",
      request: { action: "s3:GetObject", resource: `arn:aws:s3:::${bundles}/works/${id}/x.tar.gz` },
    },
    {
      what: "log group",
      request: {
        action: "logs:PutLogEvents",
        resource: `arn:aws:logs:${region}:${account}:log-group:${logs}:log-stream:x`,
      },
    },
    {
      what: "fence",
      request: {
        action: "dynamodb:GetItem",
        resource: `arn:aws:dynamodb:${region}:${account}:table/${journal}`,
        context: { "dynamodb:LeadingKeys": [`fence/${id}`] },
      },
    },
    ...manifest.secrets
      .filter(({ works }) => works.includes(name))
      .map((secret) => ({
        what: `secret ${secret.name}`,
        request: {
          action: "ssm:GetParameter",
          resource: `arn:aws:ssm:${region}:${account}:parameter/thunderhead/${app}/${secret.name}`,
        },
      })),
    ...(paths === undefined
      ? []
      : [
          { what: "Path", request: share("Mount", paths.own) },
          { what: "Path, to write,", request: share("Write", paths.own) },
          { what: "versions", request: share("Mount", paths.versions) },
          { what: "versions, to write,", request: share("Write", paths.versions) },
        ]),
  ];
}
