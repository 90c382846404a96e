// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is known after `up` reads `"${volume.arn}"`.
/** Whether a role is going to be too long is foretold at compile time: never less than it is, and not much more. */
import { expect, test, vi } from "vitest";
import { layoutOf } from "#providers/aws/lower/layout.ts";
import { policySize } from "#providers/aws/lower/policy-size.ts";
import { defaultAwsOptions } from "#providers/aws/options.ts";
import { compute, graphOf } from "../plan/graphs.ts";
import { registeredBy } from "./registered.ts";

// Each program is run, with the Pulumi SDK: seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const many = Array.from({ length: 20 }, (_, at) => at);
const graph = graphOf({
  prep: { id: "prep", paths: { out: "out/" } },
  ...Object.fromEntries(
    many.map((at) => [
      `shard${at}`,
      { id: `s${at}xx`, paths: { out: "out/" }, reads: ["prep.out"], secrets: ["HF_TOKEN"] },
    ]),
  ),
  train: { id: "trnn", compute: compute("gpu"), reads: many.map((at) => `shard${at}.out`) },
  trials: { id: "tria", compute: compute("gpu"), max: 4, paths: { out: "o" }, drives: ["cache"] },
});

/** As they read once they are known. */
const known: readonly (readonly [RegExp, string])[] = [
  [/\$\{(?:bundles|data)\.arn\}/g, "arn:aws-us-gov:s3:::bundles-0123abc"],
  [/\$\{journal\.arn\}/g, "arn:aws-us-gov:dynamodb:us-east-1:123456789012:table/journal-0123abc"],
  [
    /\$\{volume\.arn\}/g,
    "arn:aws-us-gov:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0",
  ],
  [
    /"\$\{[^}]*\.arn\}:\*"/g,
    '"arn:aws-us-gov:logs:us-east-1:123456789012:log-group:/thunderhead/boring-production1/abcd:*"',
  ],
  [
    /\$\{[^}]*\.arn\}/g,
    "arn:aws-us-gov:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0",
  ],
  [/arn:aws:ssm:us-east-1::/g, "arn:aws-us-gov:ssm:us-east-1:123456789012:"],
];

test("is what programs register, or a little more", async () => {
  const resources = await registeredBy(graph, { options: {} });
  for (const group of layoutOf(graph, defaultAwsOptions).groups) {
    const policy = resources.find(
      ({ type, name }) => type === "aws:iam/rolePolicy:RolePolicy" && name === group.name,
    );
    const text = known.reduce(
      (sofar, [what, by]) => sofar.replaceAll(what, by),
      `${policy?.inputs["policy"]}`,
    );
    const foretold = policySize(group, { graph, options: defaultAwsOptions });
    expect(foretold, group.name).toBeGreaterThanOrEqual(text.length);
    expect(foretold, group.name).toBeLessThan(text.length * 1.25 + 300);
  }
});
