/** One app, an emulated AWS that enforces rights, and a stack that is deployed with some of them withheld. */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { actionsByType } from "#providers/aws/permissions/actions.ts";
import { type Aws, awsAt } from "../aws/clients.ts";
import { Checkout } from "../checkout.ts";
import { startEmulator } from "../emulator.ts";
import { partsOfLane } from "../ground.ts";
import { startProviderProcess } from "../provider-process.ts";
import { type Ran, Stack } from "../stack.ts";
import { allow, enforce, makeDeployer, permissionsOf } from "./deployer.ts";
import type { ProofApp } from "./proof-apps.ts";
import { actionOf } from "./refused.ts";

export interface Bench {
  readonly aws: Aws;
  readonly checkout: Checkout;
  readonly stack: Stack;
  /** What `thunderhead permissions` names, and the app's extra asks for. */
  readonly actions: readonly string[];
  /** Characters of each policy that it says them in. */
  readonly policySizes: readonly number[];
  /** An empty AWS, and a stack that has made nothing. */
  anew(): Promise<void>;
  /** Runs `pulumi` with these rights alone. */
  run(rights: readonly string[], ...words: readonly string[]): Promise<Ran>;
  /** Every action that whoever deploys has asked for so far. */
  asked(): ReadonlySet<string>;
  /** Gives rights in the middle of a run. */
  allow(rights: readonly string[]): Promise<void>;
  /** Writes the program's `infra/overrides.ts`; the compiler's unless given. */
  override(text: string | undefined): void;
  close(): Promise<void>;
}

export async function openBench({ source, prepare, extra }: ProofApp): Promise<Bench> {
  const checkout = new Checkout({ name: "proof", source });
  const log = join(checkout.directory, "actions.log");
  process.env["EMULATOR_ACTION_LOG"] = log;
  const { python, ...parts } = partsOfLane();
  const emulator = await startEmulator(python);
  const aws = awsAt(emulator.url);
  await prepare?.(emulator.url, checkout);
  checkout.thunderhead("compile");
  const { actions: named, sizes } = permissionsOf(checkout);
  const ofExtra = (extra?.types ?? []).flatMap((type) => actionsByType[type] ?? []);
  const actions = [...new Set([...named, ...ofExtra])];
  if (extra) writeFileSync(join(checkout.infra, "extra", "index.ts"), extra.text);
  const ground = { ...parts, awsUrl: emulator.url, directory: checkout.directory };
  // Told anew by each command who deploys.
  const provider = await startProviderProcess(ground, { cwd: checkout.infra });
  const stack = new Stack({ ...ground, providerPort: provider.port }, checkout.infra);
  await stack.create({ "allowedCidrs[0]": "203.0.113.0/24", keepData: "false" });

  const state = join(checkout.directory, "state");
  const empty = join(checkout.directory, "state-empty");
  const settings = join(checkout.infra, "Pulumi.dev.yaml");
  const overrides = join(checkout.infra, "overrides.ts");
  const untouched = readFileSync(overrides, "utf8");
  const plain = readFileSync(settings, "utf8");
  cpSync(state, empty, { recursive: true });

  return {
    aws,
    checkout,
    stack,
    actions,
    policySizes: sizes,
    anew: async () => {
      await emulator.reset();
      if (prepare) {
        await prepare(emulator.url, checkout);
        checkout.thunderhead("compile");
      }
      rmSync(state, { recursive: true, force: true });
      cpSync(empty, state, { recursive: true });
      const { id, secret } = await makeDeployer(aws);
      const key = `  aws:accessKey: ${id}\n  aws:secretKey: ${secret}\n`;
      writeFileSync(settings, `${plain}${key}`);
    },
    run: async (rights, ...words) => {
      await allow(aws, rights);
      await enforce(emulator.url, true);
      const ran = await stack.run(...words);
      await enforce(emulator.url, false);
      return ran;
    },
    asked: () => {
      const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
      const theirs = lines.filter((line) => !line.startsWith("testing "));
      return new Set(theirs.map((line) => actionOf(line.split(" ")[1] ?? "")));
    },
    allow: (rights) => allow(aws, rights),
    override: (text = untouched) => writeFileSync(overrides, text),
    close: async () => {
      provider.stop();
      await emulator.stop();
      checkout.remove();
    },
  };
}
