/**
 * What whoever deploys has to be allowed. `thunderhead permissions` says it; here somebody deploys, and destroys,
 * with those rights alone, on an AWS that enforces them.
 */
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { array, object, parse, record, string, unknown } from "valibot";
import { describe, expect } from "vitest";
import { apps } from "../apps.ts";
import { cidr, rig } from "../rig.ts";
import { steps } from "../steps.ts";

const log = join(tmpdir(), `thunderhead-actions-${process.pid}.log`);
process.env["EMULATOR_ACTION_LOG"] = log;

const answer = object({ policies: array(record(string(), unknown())) });
const statements = object({ Statement: array(object({ Action: array(string()) })) });

/** What the emulator calls by the name of the call; IAM has another for it. */
const inIam: Readonly<Record<string, string>> = { "s3:HeadBucket": "s3:ListBucket" };
const calls = (actions: readonly string[]): readonly string[] => [
  ...actions,
  ...Object.entries(inIam).flatMap(([call, action]) => (actions.includes(action) ? call : [])),
];

describe("permissions of who deploys boring", () => {
  const { step } = steps();
  const { checkout, aws, emulator, stack } = rig(apps.boring, { provider: "started" });
  let granted: readonly string[] = [];

  const allow = (actions: readonly string[]) =>
    aws().access.send(
      new PutUserPolicyCommand({
        UserName: "deployer",
        PolicyName: "deploys",
        PolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: calls(actions), Resource: "*" }],
        }),
      }),
    );

  const enforce = async (on: boolean): Promise<void> => {
    const headers = { "content-type": "text/plain" };
    const body = on ? "0" : "inf";
    await fetch(`${emulator().url}/moto-api/reset-auth`, { method: "POST", headers, body });
  };

  step("somebody may do what `thunderhead permissions` says", async () => {
    const { policies } = parse(answer, JSON.parse(checkout.thunderhead("permissions")));
    for (const policy of policies) expect(JSON.stringify(policy).length).toBeLessThanOrEqual(6144);
    granted = policies.flatMap((one) =>
      parse(statements, one).Statement.flatMap(({ Action }) => Action),
    );
    expect(granted.filter((action) => action.includes("*"))).toEqual([]);
    await aws().access.send(new CreateUserCommand({ UserName: "deployer" }));
    const made = await aws().access.send(new CreateAccessKeyCommand({ UserName: "deployer" }));
    await stack().create({ "allowedCidrs[0]": cidr, keepData: "false" });
    await stack().must("config", "set", "aws:accessKey", made.AccessKey?.AccessKeyId ?? "");
    await stack().must(
      "config",
      "set",
      "--secret",
      "aws:secretKey",
      made.AccessKey?.SecretAccessKey ?? "",
    );
  });

  step("with all of it the app is deployed, and destroyed", async () => {
    await allow(granted);
    await enforce(true);
    await stack().must("up", "--yes", "--skip-preview");
    await stack().must("preview", "--refresh", "--expect-no-changes");
    await stack().must("destroy", "--yes", "--skip-preview");
    await enforce(false);
  });

  step("and nothing was asked of AWS that it does not say", async () => {
    const actions = readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .filter((line) => !line.startsWith("testing "))
      .map((line) => line.split(" ")[1] ?? "");
    const unsaid = [...new Set(actions)].filter((one) => !granted.includes(inIam[one] ?? one));
    expect(unsaid).toEqual([]);
  });
});
