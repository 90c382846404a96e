/** What a new account lacks is said when the app is compiled, with the command that asks for it: for every class. */
import { expect, test } from "vitest";
import { collectingSink } from "#diagnostics/sink.ts";
import { calls, type Plan } from "#plan/plan.ts";
import { awsToken } from "#providers/aws/lower/calls.ts";
import { checkLimits } from "#providers/aws/lower/limits.ts";
import { defaultAwsOptions } from "#providers/aws/options.ts";
import { summarize } from "#providers/aws/summary.ts";
import { planOf } from "./emitted.ts";
import { boring, compute, graphOf } from "./graphs.ts";

const plan = planOf(boring);

interface Many {
  readonly type: readonly [namespace: string, className: string];
  readonly count: number;
  readonly named: string;
}

/** A program that registers so many of one type. */
function planOfMany({ type, count, named }: Many): Plan {
  const [call] = calls(plan);
  const [file] = plan.files;
  if (!call || !file) throw new Error("The app has no program.");
  const registers = Array.from({ length: count }, (_, index) => ({
    type: awsToken(...type),
    name: `thing${index}${named}`,
  }));
  return { ...plan, files: [{ ...file, statements: [{ ...call, registers }] }] };
}

function said(many: Many): readonly string[] {
  const sink = collectingSink();
  checkLimits(planOfMany(many), { graph: boring, options: defaultAwsOptions, sink });
  return sink.diagnostics().map(({ slug, message }) => `${slug}: ${message}`);
}

test.each([
  { what: "listeners", type: ["lb", "Listener"], most: 50, code: "L-B6DF7632" },
  { what: "rules", type: ["lb", "ListenerRule"], most: 100, code: "L-7EED9B64" },
  { what: "groups of machines", type: ["autoscaling", "Group"], most: 500, code: "L-CDE20ADC" },
  { what: "roles", type: ["iam", "Role"], most: 1000, code: "L-FE177D64" },
  { what: "instance profiles", type: ["iam", "InstanceProfile"], most: 1000, code: "L-6E65F664" },
  { what: "fixed addresses", type: ["ec2", "Eip"], most: 5, code: "L-0263D0A3" },
  { what: "NAT gateways", type: ["ec2", "NatGateway"], most: 5, code: "L-FE5A380F" },
  { what: "networks", type: ["ec2", "Vpc"], most: 5, code: "L-F678F1CE" },
  {
    what: "groups of machines that the volume's firewall admits",
    type: ["vpc", "SecurityGroupIngressRule"],
    most: 60,
    code: "L-0EA8095F",
    named: "-volume",
  },
] as const)(
  "$what: as many as a new account may have are silent, one more is said with the command",
  ({ what, type, most, code, ...more }) => {
    const named = "named" in more ? more.named : "";
    expect(said({ type, count: most, named })).toEqual([]);
    const [message = "", ...others] = said({ type, count: most + 1, named });
    expect(others).toEqual([]);
    expect(message).toContain(`quota/ask-first: The app would have ${most + 1} ${what}`);
    expect(message).toContain(`--quota-code ${code} --desired-value ${most + 1} `);
  },
);

test.each([
  { what: "target groups", type: ["lb", "TargetGroup"], most: 100 },
  { what: "access points", type: ["efs", "AccessPoint"], most: 10_000 },
] as const)("$what: nobody can ask for more, so one more is an error", ({ what, type, most }) => {
  expect(said({ type, count: most, named: "" })).toEqual([]);
  const [message = "", ...others] = said({ type, count: most + 1, named: "" });
  expect(others).toEqual([]);
  expect(message).toMatch(new RegExp(`^quota/exceeded: .* ${most + 1} ${what}`));
});

test.each([
  { asked: "cpu-medium", spot: false, code: "L-1216C47A" },
  { asked: "L4", spot: false, code: "L-DB2E81BA" },
  { asked: "L4", spot: true, code: "L-3819A6DF" },
  { asked: "A100:8", spot: false, code: "L-417A185B" },
  { asked: "A100:8", spot: true, code: "L-7212CCBC" },
  { asked: "H100:8", spot: true, code: "L-C4BD4855" },
])("vCPUs of $asked, spot $spot: the class's own quota and command", ({ asked, spot, code }) => {
  const graph = graphOf({ work: { compute: compute(asked, { interruptible: spot }) } });
  const lines = summarize(graph, defaultAwsOptions).map(({ text }) => text);
  expect(
    lines.filter((text) => text.includes(`--quota-code ${code} --desired-value `)),
  ).toHaveLength(1);
});
