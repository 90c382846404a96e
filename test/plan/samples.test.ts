/** Programs as a person reads them: `UPDATE=1` accepts what is printed now. The components are not repeated. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AppGraph } from "#graph/graph.ts";
import type { AwsOptions } from "#providers/aws/options.ts";
import { programOf } from "./emitted.ts";
import { boring, compute, graphOf } from "./graphs.ts";

const https = { kind: "https", domain: "ml.example.org", zoneId: "Z123ABC" } as const;

const samples: Readonly<Record<string, { graph: AppGraph; options?: Partial<AwsOptions> }>> = {
  boring: { graph: boring },
  "boring-tunnel": { graph: boring, options: { access: { kind: "tunnel" } } },
  "boring-in-own-account": {
    graph: boring,
    options: {
      region: "us-gov-west-1",
      access: {
        kind: "https",
        domain: "ml.example.org",
        certificate: "arn:aws-us-gov:acm:us-gov-west-1:123456789012:certificate/1a2b",
      },
      zones: ["usgw1-az1", "usgw1-az2"],
      network: {
        vpc: "vpc-0a1b",
        cidr: "10.1.0.0/16",
        subnets: { "usgw1-az1": "subnet-0a", "usgw1-az2": "subnet-0b" },
      },
      volume: "arn:aws-us-gov:elasticfilesystem:us-gov-west-1:123456789012:file-system/fs-0c",
      tags: { team: "vision", "cost-center": "4711" },
      permissionsBoundary: "arn:aws-us-gov:iam::123456789012:policy/boundary",
      kmsKey: "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1a2b",
    },
  },
  "gpu-gang-with-domain": {
    graph: graphOf({
      prep: { id: "bcdf", paths: { features: "features/" } },
      train: {
        id: "ghjk",
        compute: compute("A100:8", { nodes: 2, interruptible: true, diskSize: 500 }),
        paths: { model: "model.pt" },
        reads: ["prep.features"],
        secrets: ["HF_TOKEN"],
        drives: ["runs"],
      },
      "servers.small": {
        id: "mnpq",
        compute: compute({ anyOf: ["L4", "A10G"] }),
        port: 8000,
        reads: ["train.model"],
      },
    }),
    options: { access: https },
  },
};

describe.each(Object.entries(samples))("%s", (name, { graph, options }) => {
  const folder = join(import.meta.dirname, "samples", name, "program");
  const files = programOf(graph, options).filter(
    ({ file, once }) => !file.startsWith("components/") && !once && file !== ".gitignore",
  );

  test("is printed as accepted", () => {
    if (process.env["UPDATE"] === "1") {
      rmSync(folder, { recursive: true, force: true });
      for (const { file, text } of files) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
    }
    const accepted = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]);
    expect(Object.fromEntries(files.map(({ file, text }) => [file, text]))).toEqual(
      Object.fromEntries(accepted),
    );
  });
});
