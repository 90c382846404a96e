import type { Request } from "../access/evaluator.ts";
import { account, region } from "../engine/aws/clients.ts";

export interface Share {
  readonly fileSystem: string;
  readonly point: string;
  /** `Mount`, `Write` */
  readonly verb: string;
}

/** What EFS puts to IAM when a client mounts an access point. */
export const mountRequest = ({ fileSystem, point, verb }: Share): Request => ({
  action: `elasticfilesystem:Client${verb}`,
  resource: `arn:aws:elasticfilesystem:${region}:${account}:file-system/${fileSystem}`,
  context: {
    "elasticfilesystem:AccessPointArn": [
      `arn:aws:elasticfilesystem:${region}:${account}:access-point/${point}`,
    ],
  },
});
