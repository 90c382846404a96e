/** An app with a domain: one HTTPS listener, a rule for each host name, and names that lead to the balancer. */
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect } from "vitest";
import type { Deployed } from "./deployed.ts";

export interface Domain {
  readonly name: string;
  readonly zoneId: string;
  /** Of the emulated AWS. */
  readonly url: string;
}

/** Route 53 has no client among our dependencies: its API is a few lines of XML. */
export async function makeZone(url: string, name: string): Promise<Domain> {
  const body = `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${name}</Name><CallerReference>lane</CallerReference></CreateHostedZoneRequest>`;
  const answer = await fetch(`${url}/2013-04-01/hostedzone`, { method: "POST", body, headers });
  const zoneId = /<Id>\/hostedzone\/(\w+)<\/Id>/.exec(await answer.text())?.[1];
  if (zoneId === undefined) throw new Error(`Route 53 answered ${answer.status}.`);
  return { name, zoneId, url };
}

/** The emulator tells services apart by the name in the signature, which it does not check. */
const headers = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=0",
  "content-type": "text/xml",
};

export async function checkHostNames(
  { aws, facts }: Pick<Deployed, "aws" | "facts">,
  domain: Domain,
): Promise<void> {
  const hosts = facts.works.flatMap(({ name, port }) =>
    port ? [{ host: `${name}.${domain.name}`, port: port.target }] : [],
  );
  const all = [...hosts, { host: domain.name, port: 7501 }];
  const { LoadBalancers = [] } = await aws.balancers.send(new DescribeLoadBalancersCommand({}));
  const [balancer] = LoadBalancers;
  const { Listeners = [] } = await aws.balancers.send(
    new DescribeListenersCommand({ LoadBalancerArn: balancer?.LoadBalancerArn }),
  );
  expect(Listeners).toHaveLength(1);
  const [listener] = Listeners;
  expect(listener).toMatchObject({ Port: 443, Protocol: "HTTPS" });
  expect(listener?.Certificates?.[0]?.CertificateArn).toMatch(/^arn:aws:acm:/);
  expect(listener?.DefaultActions?.[0]?.FixedResponseConfig?.StatusCode).toBe("404");
  const { Rules = [] } = await aws.balancers.send(
    new DescribeRulesCommand({ ListenerArn: listener?.ListenerArn }),
  );
  const { TargetGroups = [] } = await aws.balancers.send(new DescribeTargetGroupsCommand({}));
  const told = Rules.filter(({ IsDefault }) => !IsDefault).map(({ Conditions, Actions }) => ({
    host: Conditions?.[0]?.HostHeaderConfig?.Values?.[0] ?? Conditions?.[0]?.Values?.[0],
    port: TargetGroups.find(({ TargetGroupArn }) => TargetGroupArn === Actions?.[0]?.TargetGroupArn)
      ?.Port,
  }));
  expect(told.sort(byHost)).toEqual(all.sort(byHost));
  const names = await recordsIn(domain);
  for (const { host } of all) expect(names.get(`${host}.`)).toBe(balancer?.DNSName);
}

const byHost = (a: { host?: string | undefined }, b: { host?: string | undefined }): number =>
  String(a.host).localeCompare(String(b.host));

/** Name → what its alias leads to. */
async function recordsIn({ url, zoneId }: Domain): Promise<ReadonlyMap<string, string>> {
  const answer = await fetch(`${url}/2013-04-01/hostedzone/${zoneId}/rrset`, { headers });
  const all = (await answer.text()).split("<ResourceRecordSet>");
  const records = all.filter((one) => one.includes("<Type>A</Type>"));
  return new Map(
    records.map((one) => [
      /<Name>([^<]*)<\/Name>/.exec(one)?.[1] ?? "",
      /<DNSName>([^<]*)<\/DNSName>/.exec(one)?.[1] ?? "",
    ]),
  );
}
