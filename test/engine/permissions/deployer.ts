/** Somebody who deploys with stated rights, on an emulated AWS that enforces them. */
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { array, object, parse, record, string, unknown } from "valibot";
import type { Aws } from "../aws/clients.ts";
import type { Checkout } from "../checkout.ts";
import { callsOf } from "./refused.ts";

const answer = object({ policies: array(record(string(), unknown())) });
const statements = object({ Statement: array(object({ Action: array(string()) })) });

export interface Named {
  /** Actions, as IAM names them. */
  readonly actions: readonly string[];
  /** Characters of each policy. */
  readonly sizes: readonly number[];
}

/** What `thunderhead permissions` says. */
export function permissionsOf(checkout: Checkout): Named {
  const { policies } = parse(answer, JSON.parse(checkout.thunderhead("permissions")));
  return {
    actions: policies.flatMap((one) =>
      parse(statements, one).Statement.flatMap(({ Action }) => Action),
    ),
    sizes: policies.map((one) => JSON.stringify(one).length),
  };
}

const UserName = "deployer";

export interface Key {
  readonly id: string;
  readonly secret: string;
}

export async function makeDeployer({ access }: Aws): Promise<Key> {
  await access.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await access.send(new CreateAccessKeyCommand({ UserName }));
  return { id: AccessKey?.AccessKeyId ?? "", secret: AccessKey?.SecretAccessKey ?? "" };
}

/** These and no others; a statement of none would be refused, hence one that no deploy asks for. */
export async function allow({ access }: Aws, actions: readonly string[]): Promise<void> {
  const Action = ["sqs:ListQueues", ...callsOf(actions)];
  const Statement = [{ Effect: "Allow", Action, Resource: "*" }];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await access.send(new PutUserPolicyCommand({ UserName, PolicyName: "deploys", PolicyDocument }));
}

/** Whoever is asked while this is off may do everything. */
export async function enforce(url: string, on: boolean): Promise<void> {
  const headers = { "content-type": "text/plain" };
  const body = on ? "0" : "inf";
  await fetch(`${url}/moto-api/reset-auth`, { method: "POST", headers, body });
}
