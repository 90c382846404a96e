/**
 * Who gets in from outside, read off what the program registers: nobody unasked; the whole internet to public
 * services only, whatever else the balancer serves; and through the tunnel nothing listens at all.
 */
import { expect, test, vi } from "vitest";
import type { AppGraph } from "#graph/graph.ts";
import { defaultWorkSettings } from "#protocol/settings.ts";
import type { AwsOptions } from "#providers/aws/options.ts";
import { doors } from "#providers/aws/review/doors.ts";
import { boring, graphOf } from "../plan/graphs.ts";
import { registeredBy } from "./registered.ts";

// Each program is run, with the Pulumi SDK: seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const two = graphOf({ site: { port: 8080 }, board: { port: 6006 } });
const published: AppGraph = {
  ...two,
  components: two.components.map((one) =>
    one.name === "site" && one.kind === "work"
      ? { ...one, settings: { ...defaultWorkSettings, public: true } }
      : one,
  ),
};

const login = {
  userPool: "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a",
  clientId: "client",
  userPoolDomain: "us",
};
const https = { kind: "https", domain: "ml.example.org", zoneId: "Z1", login } as const;

const doorsOf = async (
  graph: AppGraph,
  options: Partial<AwsOptions>,
  cidrs: readonly string[] = [],
) => {
  const resources = await registeredBy(graph, { options, stack: { allowedCidrs: cidrs } });
  const found = doors(resources.map((one) => ({ ...one, component: ownerOf(one) })));
  return found.map(({ name, networks }) => `${name}: ${networks.join(" ")}`).toSorted();
};

/** Whose service it is. */
const ownerOf = ({ name, parent }: { readonly name: string; readonly parent?: string }) =>
  parent?.includes("Service::") ? parent.replace(/^.*::/, "") : name;

test("by default nobody gets in; networks that the stack names do", async () => {
  expect(await doorsOf(two, {})).toEqual([]);
  const office = ["203.0.113.0/24"];
  expect(await doorsOf(two, {}, office)).toEqual(["board: 203.0.113.0/24", "site: 203.0.113.0/24"]);
});

test("a public service is for everybody, the one beside it is not", async () => {
  expect(await doorsOf(published, {})).toEqual(["site: 0.0.0.0/0"]);
  expect(await doorsOf(published, {}, ["203.0.113.0/24"])).toEqual([
    "board: 203.0.113.0/24",
    "site: 0.0.0.0/0",
  ]);
});

test("behind one host-name listener too, for any number of networks", async () => {
  expect(await doorsOf(published, { access: https })).toEqual(["site: 0.0.0.0/0"]);
  const offices = Array.from({ length: 6 }, (_, at) => `203.0.113.${at}/32`);
  const all = offices.join(" ");
  expect(await doorsOf(published, { access: https }, offices)).toEqual([
    `board: ${all}`,
    `console: ${all}`,
    "site: 0.0.0.0/0",
  ]);
});

test("the console's callers log in first, and the balancer reaches who asks them", async () => {
  const resources = await registeredBy(published, {
    options: { access: https },
    stack: { allowedCidrs: ["203.0.113.0/24"] },
  });
  const rules = resources.filter(({ type }) => type.endsWith(":ListenerRule"));
  const actions = rules.map(({ name, inputs }) => [name, typesIn(inputs["actions"])]);
  expect(Object.fromEntries(actions)).toEqual({
    console: ["authenticate-cognito", "forward"],
    site: ["forward"],
    board: ["forward"],
  });
  const out = resources.find(({ name }) => name === "services-login");
  expect(out?.inputs).toMatchObject({ fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" });
});

test("the whole internet among the stack's networks stops the program", async () => {
  const open = { options: {}, stack: { allowedCidrs: ["0.0.0.0/0"] } };
  await expect(registeredBy(two, open)).rejects.toThrow("say `public: true` on the work");
});

test("through the tunnel nothing listens: no balancer, and every firewall admits the inside alone", async () => {
  const resources = await registeredBy(boring, { options: { access: { kind: "tunnel" } } });
  expect(doors(resources)).toEqual([]);
  expect(resources.filter(({ type }) => type.startsWith("aws:lb/"))).toEqual([]);
  const admitted = resources
    .filter(({ type }) => type.endsWith(":SecurityGroupIngressRule"))
    .map(({ inputs }) => inputs["cidrIpv4"] ?? inputs["referencedSecurityGroupId"]);
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: what is known after `up` reads so.
  expect([...new Set(admitted)].toSorted()).toEqual([
    "${controller.id}",
    "${default.id}",
    "10.20.0.0/16",
  ]);
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above.
});

const typesIn = (actions: unknown): readonly string[] =>
  Array.isArray(actions) ? actions.map((one) => Reflect.get(Object(one), "type")) : [];
