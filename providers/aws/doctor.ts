/**
 * Doctor: what an AWS account must have before a deploy, asked of AWS itself. The SDK is loaded here and
 * nowhere else of the compile plane: it takes longer than a whole compile.
 */
import type { Check, Finding, Need } from "#plan/deployment.ts";
import { type QuotaNeed, raiseQuota } from "./catalogue/quotas.ts";
import type { AwsOptions } from "./options.ts";
import { vcpuNeeds } from "./vcpu-needs.ts";

export function awsChecks({ options, graph }: Need<AwsOptions>): readonly Check[] {
  const account = once(() => lookAtAccount(options.region));
  const quotas = graph === undefined ? [] : vcpuNeeds(graph, options);
  return [
    { name: "credentials", look: account },
    { name: "region", look: async () => lookAtRegion(options.region) },
    ...quotas.map(
      (quota): Check => ({
        name: "quota",
        look: async () => {
          const { state } = await account();
          if (state === "good") return lookAtQuota(quota, options.region);
          return { state: "unknown", found: `${quota.name}: no credentials to ask with` };
        },
      }),
    ),
    { name: "session manager", look: lookAtPlugin },
  ];
}

function once<Value>(look: () => Promise<Value>): () => Promise<Value> {
  let answer: Promise<Value> | undefined;
  return () => {
    answer ??= look();
    return answer;
  };
}

/** Short: a person waits, and an endpoint that does not answer at once is no endpoint. */
const client = (region: string) => ({ region, maxAttempts: 2 });

async function lookAtAccount(region: string): Promise<Finding> {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const sts = new STSClient(client(region));
  try {
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return { state: "good", found: `account ${Account}, ${Arn}` };
  } catch (error) {
    return accountProblem(error);
  } finally {
    sts.destroy();
  }
}

function accountProblem(error: unknown): Finding {
  const message = error instanceof Error ? error.message : String(error);
  if (/ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|socket/i.test(`${message} ${codeOf(error)}`)) {
    const endpoint = process.env["AWS_ENDPOINT_URL"];
    const fix = endpoint
      ? `unset AWS_ENDPOINT_URL (it is ${endpoint})`
      : "look at proxy and network";
    return { state: "bad", found: `AWS cannot be reached: ${message}`, fix };
  }
  const sso = /sso|token has expired/i.test(message);
  const fix = sso ? "aws sso login" : "aws configure, or export AWS_PROFILE=…";
  return { state: "bad", found: message.split("\n")[0] ?? message, fix };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** The program pins its region; an environment that names another is where people look in vain. */
function lookAtRegion(region: string): Finding {
  const other = process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"];
  if (other === undefined || other === region) {
    return { state: "good", found: `${region}, from thunderhead.config.ts` };
  }
  const found = `the app goes to ${region}, and AWS_REGION names ${other}`;
  return { state: "good", found: `${found}: other tools will look there` };
}

async function lookAtQuota(quota: QuotaNeed, region: string): Promise<Finding> {
  try {
    const [value = 0] = await quotaValues([quota.code], region);
    return quotaFinding(quota, { value, region });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const fix = "allow servicequotas:GetServiceQuota";
    return { state: "unknown", found: `${quota.name}: ${message}`, fix };
  }
}

/** In the order of the codes. */
async function quotaValues(codes: readonly string[], region: string): Promise<readonly number[]> {
  const { GetServiceQuotaCommand, ServiceQuotasClient } = await import(
    "@aws-sdk/client-service-quotas"
  );
  const quotas = new ServiceQuotasClient(client(region));
  const ask = async (QuotaCode: string): Promise<number> => {
    const asked = new GetServiceQuotaCommand({ ServiceCode: "ec2", QuotaCode });
    return (await quotas.send(asked)).Quota?.Value ?? 0;
  };
  try {
    return await Promise.all(codes.map(ask));
  } finally {
    quotas.destroy();
  }
}

/** For reviews, which do without credentials: one question that fails answers nothing. */
export async function allowedQuotas(
  codes: readonly string[],
  region: string,
): Promise<ReadonlyMap<string, number>> {
  const values = await quotaValues(codes, region).catch(() => []);
  return new Map(codes.flatMap((code, at) => (at in values ? [[code, values[at] ?? 0]] : [])));
}

function quotaFinding(
  quota: QuotaNeed,
  { value, region }: { readonly value: number; readonly region: string },
): Finding {
  const found = `${quota.name}: ${quota.vcpus} of ${value} vCPU at most`;
  if (value >= quota.vcpus) return { state: "good", found };
  const fix = raiseQuota({ code: quota.code, value: quota.vcpus }, region);
  return { state: "bad", found: `${quota.name}: needs ${quota.vcpus} vCPU, has ${value}`, fix };
}

/** Only sessions on machines and forwarded ports need it: a deploy goes without. */
async function lookAtPlugin(): Promise<Finding> {
  const { spawnSync } = await import("node:child_process");
  const { status, stdout } = spawnSync("session-manager-plugin", ["--version"], {
    encoding: "utf8",
  });
  if (status === 0) return { state: "good", found: `session-manager-plugin ${stdout.trim()}` };
  return {
    state: "unknown",
    found: "session-manager-plugin is not here; sessions on machines need it",
    fix: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html",
  };
}
