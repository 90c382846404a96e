/** What a stack has deployed, as the old side of a review: read from the engine's state, not from a program. */
import { join } from "node:path";
import { collectingSink } from "#diagnostics/sink.ts";
import type { ReviewTable } from "#plan/review.ts";
import type { Manifest } from "#protocol/manifest.ts";
import { deployedRegistrations, type StateResource } from "#review/deployed.ts";
import type { Registered } from "#review/registration.ts";
import { originKey, type Side } from "#review/side.ts";
import { diskHost } from "#source/disk-host.ts";
import { projectName } from "../engine/session.ts";
import { chooseStack } from "../engine/stack.ts";
import { readResources } from "../engine/state.ts";
import type { Invocation } from "../invocation.ts";
import { say } from "../render/print.ts";
import { appFolder, type Origin } from "./origin.ts";
import { manifestFacts } from "./side.ts";

export type Deployed = Extract<Origin, { kind: "deployed" }>;

/** For `diff --stack`; `undefined` where no stack is named, or its state cannot be had, which is said. */
export async function deployedOrigin(invocation: Invocation): Promise<Deployed | undefined> {
  const name = invocation.flags.value("stack");
  if (name === undefined) return undefined;
  const found = await stateOf(invocation);
  if (typeof found !== "string") {
    return { kind: "deployed", label: `stack ${name}`, resources: found };
  }
  say(`What stack ${name} has deployed is not known here: ${found} Its values are.`);
  return undefined;
}

/** The resources, or why they are not to be had. */
async function stateOf(invocation: Invocation): Promise<readonly StateResource[] | string> {
  const infra = join(appFolder(invocation), "infra");
  if (!diskHost.isFile(join(infra, "Pulumi.yaml"))) return "nothing is compiled yet.";
  const sink = collectingSink();
  const { flags } = invocation;
  // A review asks nobody anything.
  const quiet = { ...flags, has: (flag: string) => flag === "json" || flags.has(flag) };
  const wanted = { infra, project: await projectName(infra), create: false };
  const stack = await chooseStack({ flags: quiet, sink }, wanted);
  const [problem] = sink.diagnostics();
  if (!stack) return problem?.message ?? "the engine does not say why.";
  try {
    return await readResources(stack);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export interface Runs {
  /** Of the program that would be deployed now. */
  readonly after: Side;
  /** The same on the values that the state has. */
  readonly valued: readonly Registered[];
  readonly table: ReviewTable;
}

export function deployedSide({ label, resources }: Deployed, { after, valued, table }: Runs): Side {
  const registered = deployedRegistrations(resources, { named: after.registered, valued });
  const manifest = table.manifest(registered);
  return {
    label,
    registered,
    origins: originsOf(registered, { after, owners: ownersIn(manifest) }),
    ...manifestFacts(manifest),
    lineOf: ({ file }) => (file === "" ? undefined : { file }),
  };
}

/** As the new program has it; else as the manifest knows whose it, or what it stands in, was. */
function originsOf(
  registered: readonly Registered[],
  { after, owners }: { readonly after: Side; readonly owners: Owners },
): Side["origins"] {
  const byUrn = new Map(registered.map((one) => [one.urn, one]));
  const owner = ({ name, parent }: Registered): string | null => {
    const known = owners.get(name);
    const above = byUrn.get(parent ?? "");
    return known !== undefined ? known : above ? owner(above) : null;
  };
  return new Map(
    registered.map((one) => {
      const known = after.origins.get(originKey(one));
      return [originKey(one), known ?? { file: "", component: owner(one), source: null }];
    }),
  );
}

/** A component's name, or a group's → whose it is; `null` for machines that several works share. */
type Owners = ReadonlyMap<string, string | null>;

function ownersIn(text = "{}"): Owners {
  const { works = [], components = [] }: Partial<Manifest> = JSON.parse(text);
  const groups = [...Map.groupBy(works, ({ machine }) => machine.group)].map(
    ([group, [first, ...others]]) => [group, others.length === 0 ? (first?.name ?? null) : null],
  ) satisfies readonly (readonly [string, string | null])[];
  return new Map([...groups, ...components.map(({ name }) => [name, name] as const)]);
}
