/** What the program of a graph registers on the official runner: its policies and firewall rules. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { collectingSink } from "#diagnostics/sink.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { AwsOptions } from "#providers/aws/options.ts";
import type { Registered } from "#review/registration.ts";
import { runProgram } from "#review/runner.ts";
import { programOf } from "../plan/emitted.ts";
import { type Statement, statementsOf } from "./evaluator.ts";

export interface Access {
  /** By role: `controller`, or the machine group. */
  readonly roles: ReadonlyMap<string, readonly Statement[]>;
  /** The file system's own policy. */
  readonly volume: readonly Statement[];
  /** `from → to:port` */
  readonly admissions: readonly string[];
}

export const accessOf = async (graph: AppGraph, options: Partial<AwsOptions> = {}) =>
  read(await registeredBy(graph, { options }));

/** All that the program of a graph registers, with these values of the stack. */
export async function registeredBy(
  graph: AppGraph,
  {
    options,
    stack = {},
  }: {
    readonly options: Partial<AwsOptions>;
    readonly stack?: Readonly<Record<string, unknown>>;
  },
): Promise<readonly Registered[]> {
  const infra = realpathSync(mkdtempSync(join(tmpdir(), "access-")));
  try {
    symlinkSync(join(import.meta.dirname, "../../node_modules"), join(infra, "node_modules"));
    for (const { file, text } of programOf(graph, options)) write(join(infra, file), text);
    const config = Object.entries(stack).map(([key, value]) => [`${graph.app.name}:${key}`, value]);
    const values = { config: Object.fromEntries(config) };
    write(join(infra, "Pulumi.dev.yaml"), JSON.stringify(values));
    const manifest = { flow: { directory: "flow-00" }, works: [], maps: [] };
    write(join(infra, "bundles/manifest-00.json"), JSON.stringify(manifest));
    write(join(infra, "bundles/flow-00.tar.gz"), "");
    return await run(infra);
  } finally {
    rmSync(infra, { recursive: true, force: true });
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function run(infra: string): Promise<readonly Registered[]> {
  const sink = collectingSink();
  const ran = await runProgram(infra, { sink });
  if (!ran) throw new Error(JSON.stringify(sink.diagnostics(), undefined, 2));
  return ran.registered;
}

function read(registered: readonly Registered[]): Access {
  const of = (type: string) => registered.filter((one) => one.type === type);
  return {
    roles: new Map(
      of("aws:iam/rolePolicy:RolePolicy").map(({ name, inputs }) => [
        name,
        statementsOf(inputs["policy"]),
      ]),
    ),
    volume: of("aws:efs/fileSystemPolicy:FileSystemPolicy").flatMap(({ inputs }) =>
      statementsOf(inputs["policy"]),
    ),
    admissions: of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").map(
      ({ inputs }) => {
        const from = inputs["referencedSecurityGroupId"] ?? inputs["cidrIpv4"];
        const port = inputs["ipProtocol"] === "-1" ? "everything" : `${inputs["fromPort"]}`;
        return `${firewall(from)} → ${firewall(inputs["securityGroupId"])}:${port}`;
      },
    ),
  };
}

/** `${train.id}` → `train`: a firewall is called as what it is of. */
const firewall = (id: unknown): string => `${id}`.replace(/^\$\{(.*)\.id\}$/, "$1");
