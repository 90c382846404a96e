/**
 * The apps whose rights are proven; together their programs have every type that programs register, save what the
 * emulated AWS lacks. Each leaves to those before it what they have: a run costs a minute.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { awsToken } from "#providers/aws/lower/calls.ts";
import { makeZone } from "../aws/host-names.ts";
import type { Checkout } from "../checkout.ts";

export interface ProofApp {
  /** Relative to the repository. */
  readonly source: string;
  /** The `aws` section of its configuration. */
  readonly section?: object;
  /** Before it is compiled, on every new AWS. */
  readonly prepare?: (url: string, checkout: Checkout) => Promise<void>;
  /** What its `infra/extra/index.ts` makes beside the app: types that are proven with it. */
  readonly extra?: { readonly types: readonly string[]; readonly text: string };
}

const domain = "ml.example.org";
/** What makes programs register what they do not without. */
const section = {
  access: { domain, zoneId: "Z123ABC" },
  kmsKey: "arn:aws:kms:us-east-1:123456789012:key/1a2b3c4d-0000-4000-8000-000000000000",
  zones: ["use1-az1", "use1-az2"],
};

export const proofApps = {
  boring: { source: "examples/boring" },
  training: {
    source: "test/engine/permissions/training",
    section,
    prepare: async (url, { app }) => {
      const { zoneId } = await makeZone(url, domain);
      const aws = { ...section, access: { domain, zoneId } };
      const config = `export default ${JSON.stringify({ aws })};\n`;
      writeFileSync(join(app, "thunderhead.config.ts"), config);
    },
    // A budget's, which the emulated AWS has none of; IAM does not care whose it is.
    extra: {
      types: [awsToken("iam", "Policy")],
      text: `import * as iam from "@pulumi/aws/iam/index.js";

new iam.Policy("stop", {
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: ["ec2:RunInstances"], Resource: "*" }],
  }),
  tags: { owner: "us" },
});
`,
    },
  },
} satisfies Readonly<Record<string, ProofApp>>;
