// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders read `"${volume.id}"`.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectingSink } from "#diagnostics/sink.ts";
import { resourcesDocument } from "#review/resources.ts";
import { runProgram } from "#review/runner.ts";
import { positionAt, sourceText } from "#source/span.ts";

let scratch = "";
beforeAll(() => {
  // Outside this repository: the program's packages are then found beside Thunderhead.
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "review-")));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const project = `name: shop
main: index.ts
runtime: { name: nodejs, options: { typescript: false } }
config:
  aws:region: { value: us-east-1 }
  zones: { type: array, items: { type: string }, default: [a, b] }
  keep: { type: boolean, default: true }
`;

/** An app's folder whose infra/ holds these files. */
function program(name: string, files: Readonly<Record<string, string>>): string {
  const infra = join(scratch, name, "infra");
  const all = { "Pulumi.yaml": project, "package.json": `{ "type": "module" }`, ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(infra, file)), { recursive: true });
    writeFileSync(join(infra, file), text);
  }
  return infra;
}

const shop = {
  "index.ts": `import "./overrides.ts";
import * as ec2 from "@pulumi/aws/ec2/index.js";
import * as efs from "@pulumi/aws/efs/index.js";
import * as iam from "@pulumi/aws/iam/index.js";
import * as pulumi from "@pulumi/pulumi";
import { Points } from "./components/points.ts";

const config = new pulumi.Config();
const keep = config.requireBoolean("keep");
const volume = new efs.FileSystem("volume", { encrypted: true }, { protect: keep, aliases: [{ name: "disk" }] });
for (const zone of config.requireObject<string[]>("zones")) {
  new efs.MountTarget(\`volume-\${zone}\`, { fileSystemId: volume.id, subnetId: zone });
}
new Points("points", { volume });
const template = new ec2.LaunchTemplate("machine", {
  userData: pulumi.interpolate\`mount \${volume.dnsName}\`.apply((text) => text.toUpperCase()),
});
new iam.Policy("use", {
  policy: pulumi.jsonStringify({ Resource: volume.arn }),
  description: template.latestVersion.apply((version) => \`version \${version}\`),
  path: pulumi.secret("/x/"),
}, { ignoreChanges: ["tags"], dependsOn: new efs.FileSystem("other") });
export const id = volume.id;
`,
  "overrides.ts": `import * as pulumi from "@pulumi/pulumi";
pulumi.runtime.registerResourceTransform(({ name, props, opts }) =>
  name === "volume"
    ? { props: { ...props, throughputMode: "elastic" }, opts: pulumi.mergeOptions(opts, { retainOnDelete: true }) }
    : undefined,
);
`,
  "components/points.ts": `import * as efs from "@pulumi/aws/efs/index.js";
import * as pulumi from "@pulumi/pulumi";
export class Points extends pulumi.ComponentResource {
  constructor(name: string, { volume }: { volume: efs.FileSystem }) {
    super("shop:index:Points", name);
    new efs.AccessPoint(name, { fileSystemId: volume.id }, { parent: this });
    this.registerOutputs({});
  }
}
`,
};

test("a program's registrations, overrides included, with names for what only the cloud knows", async () => {
  const sink = collectingSink();
  const run = await runProgram(program("shop", shop), { sink });
  expect(sink.diagnostics()).toEqual([]);
  const { resources } = resourcesDocument(run?.registered ?? [], ({ name }) =>
    name === "volume" ? { component: "serve", source: { file: "app.ts", line: 7 } } : undefined,
  );
  expect(resources).toHaveLength(8);
  const named = (name: string, type: string) =>
    resources.find((one) => one.name === name && one.type.endsWith(type));
  expect(named("volume", "FileSystem")).toEqual({
    type: "aws:efs/fileSystem:FileSystem",
    name: "volume",
    urn: "urn:pulumi:dev::shop::aws:efs/fileSystem:FileSystem::volume",
    parent: null,
    component: "serve",
    source: { file: "app.ts", line: 7 },
    inputs: { encrypted: true, throughputMode: "elastic" },
    options: {
      protect: true,
      retainOnDelete: true,
      aliases: [{ name: "disk", parentUrn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev" }],
    },
  });
  expect(named("volume-b", "MountTarget")?.inputs).toEqual({
    fileSystemId: "${volume.id}",
    subnetId: "b",
  });
  expect(named("points", "AccessPoint")).toMatchObject({
    urn: "urn:pulumi:dev::shop::shop:index:Points$aws:efs/accessPoint:AccessPoint::points",
    parent: "urn:pulumi:dev::shop::shop:index:Points::points",
    component: null,
    source: null,
  });
  expect(named("machine", "LaunchTemplate")?.inputs).toEqual({
    userData: "MOUNT ${VOLUME.DNSNAME}",
  });
  expect(named("use", "Policy")).toMatchObject({
    inputs: { policy: '{"Resource":"${volume.arn}"}', description: "${machine}", path: "[secret]" },
    options: {
      ignoreChanges: ["tags"],
      dependsOn: ["urn:pulumi:dev::shop::aws:efs/fileSystem:FileSystem::other"],
    },
  });
  expect(run?.outputs).toEqual({ id: "${volume.id}" });
});

test("a stack's own values count before the defaults, encrypted ones unread", async () => {
  const infra = program("stack", {
    ...shop,
    "Pulumi.prod.yaml":
      "config:\n  shop:zones: [c]\n  shop:keep: false\n  shop:token:\n    secure: v1:abc\n",
  });
  const sink = collectingSink();
  const run = await runProgram(infra, { sink, stack: "prod" });
  const names = run?.registered.map(({ name }) => name) ?? [];
  expect(names.filter((name) => name.startsWith("volume-"))).toEqual(["volume-c"]);
  expect(run?.registered.find(({ name }) => name === "volume")?.options.protect).toBeUndefined();
});

test.each([
  {
    what: "an exception of the program",
    files: {
      "index.ts": `import { fail } from "./components/fail.ts";\nfail();\n`,
      "components/fail.ts": `export function fail() {\n  throw new Error("There is no code in bundles/. Run \`thunderhead compile\` first.");\n}\n`,
    },
    says: "There is no code in bundles/. Run `thunderhead compile` first.",
    at: ["infra/components/fail.ts", 2],
  },
  {
    what: "a rejection nobody waits for",
    files: {
      "index.ts": `await Promise.resolve();\nconst wait = async () => {\n  await null;\n  throw new TypeError("late");\n};\nvoid wait();\n`,
    },
    says: "late",
    at: ["infra/index.ts", 4],
  },
  {
    what: "two resources of one name",
    files: {
      "index.ts": `import * as efs from "@pulumi/aws/efs/index.js";\nnew efs.FileSystem("a");\nnew efs.FileSystem("a");\n`,
    },
    says: "Two resources have the URN urn:pulumi:dev::shop::aws:efs/fileSystem:FileSystem::a.",
    at: undefined,
  },
  {
    what: "a look-up in the cloud",
    files: {
      "index.ts": `import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones.js";\nexport const zones = await getAvailabilityZones();\n`,
    },
    says: "`aws:index/getAvailabilityZones:getAvailabilityZones` asks the cloud, and a review has no credentials.",
    at: undefined,
  },
  {
    what: "a package that is not there",
    files: { "index.ts": `import "@pulumi/nowhere";\n` },
    says: "@pulumi/nowhere",
    at: undefined,
  },
])("$what is a diagnostic", async ({ what, files, says, at }) => {
  const infra = program(what.replaceAll(" ", "-"), files);
  const sink = collectingSink();
  expect(await runProgram(infra, { sink })).toBeUndefined();
  const [diagnostic] = sink.diagnostics();
  expect(sink.diagnostics()).toHaveLength(1);
  expect(diagnostic?.slug).toBe("cli/program-failed");
  expect(diagnostic?.message).toContain(says);
  const span = diagnostic?.span;
  const text =
    span &&
    sourceText(span.file, files[span.file.replace("infra/", "") as keyof typeof files] ?? "");
  if (at) expect(span && text && [span.file, positionAt(text, span.start).line]).toEqual(at);
});

test("a folder without a program says how to get one", async () => {
  const sink = collectingSink();
  expect(await runProgram(join(scratch, "nothing/infra"), { sink })).toBeUndefined();
  expect(sink.diagnostics().map(({ slug }) => slug)).toEqual(["cli/no-infra"]);
});
