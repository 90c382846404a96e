/**
 * One app in rehearsal: compiled, provisioned by the real engine on an emulated AWS, its machines booted here. What
 * a scenario needs is asked of AWS, as a stranger would: which listener, which targets, which machine.
 */
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Edit } from "../engine/apps.ts";
import { Checkout } from "../engine/checkout.ts";
import { commandEnvironment, ended, start } from "../engine/command.ts";
import { startEmulator } from "../engine/emulator.ts";
import type { Parts } from "../engine/ground.ts";
import { type Ground, Stack } from "../engine/stack.ts";
import { type Cloud, openCloud } from "./cloud.ts";
import { imagePython, wheelsFor } from "./wheels.ts";

export interface Rehearsal {
  readonly checkout: Checkout;
  readonly stack: Stack;
  readonly ground: Ground;
  readonly cloud: Cloud;
  /** Its stdout, with these words, in the app, while machines go on; fails where it ends with none of `codes`. */
  thunderhead(words: readonly string[], codes?: readonly number[]): Promise<string>;
  /** What a request through the listener of this port is answered, asked until it is, or `undefined` in time. */
  ask(request: Question): Promise<string | undefined>;
  end(): Promise<void>;
}

export interface Question {
  readonly port: number;
  readonly path: string;
  /** The answer that counts holds this. */
  readonly contains: string;
  /** ms @default 120000 */
  readonly within?: number;
}

export interface RehearsalOptions {
  readonly parts: Parts;
  readonly name: string;
  /** Relative to the repository. */
  readonly source: string;
  /** Of the copy, before it is compiled. */
  readonly edits?: readonly Edit[];
  readonly say: (line: string) => void;
}

export async function openRehearsal({
  parts,
  say,
  edits = [],
  ...app
}: RehearsalOptions): Promise<Rehearsal> {
  const emulator = await startEmulator(parts.python);
  const checkout = new Checkout(app);
  const remove = async (): Promise<void> => {
    await emulator.stop();
    if (!process.env["ENGINE_KEEP"]) checkout.remove();
  };
  try {
    for (const edit of edits) checkout.edit(edit);
    checkout.thunderhead("compile");
    say("compiled");
    const ground = { ...parts, awsUrl: emulator.url, directory: checkout.directory };
    const stack = new Stack(ground, checkout.infra);
    await stack.create({ "allowedCidrs[0]": "203.0.113.0/24" });
    await stack.must("up", "--yes", "--skip-preview");
    say("`pulumi up` is through");
    const python = imagePython();
    const cloud = await openCloud({
      emulator: emulator.url,
      app: `${app.name}-dev`,
      wheels: wheelsFor(checkout.infra, python),
      ...{ python, say },
    });
    return {
      ...{ checkout, stack, ground, cloud },
      thunderhead: async (words, codes = [0]) => {
        const how = { cwd: checkout.app, env: commandEnvironment(ground) };
        const { code, stdout, stderr } = await ended(start([...words, "--stack", "dev"], how));
        if (codes.includes(code ?? -1)) return stdout;
        throw new Error(`\`thunderhead ${words.join(" ")}\` ended with ${code}:\n${stderr}`);
      },
      ask: (question) => ask(cloud, question),
      end: async () => {
        await cloud.end();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function ask(
  cloud: Cloud,
  { port, path, contains, within = 120_000 }: Question,
): Promise<string | undefined> {
  const until = performance.now() + within;
  while (performance.now() < until) {
    for (const address of await targetsOf(cloud, port)) {
      const answer = await fetch(`http://${address}${path}`, { signal: AbortSignal.timeout(2_000) })
        .then((response) => response.text())
        .catch(() => "");
      if (answer.includes(contains)) return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return undefined;
}

/** As the balancer would find them: the listener's target group names machines, by id and port. */
async function targetsOf({ aws, machines }: Cloud, port: number): Promise<readonly string[]> {
  const { LoadBalancers = [] } = await aws.balancers.send(new DescribeLoadBalancersCommand({}));
  const { Listeners = [] } = await aws.balancers.send(
    new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn }),
  );
  const listener = Listeners.find(({ Port }) => Port === port);
  const TargetGroupArn = listener?.DefaultActions?.[0]?.TargetGroupArn;
  const { TargetHealthDescriptions: targets = [] } = await aws.balancers.send(
    new DescribeTargetHealthCommand({ TargetGroupArn }),
  );
  const addresses = new Map(machines().map(({ id, address }) => [id, address]));
  return targets.flatMap(({ Target }) => {
    const address = addresses.get(Target?.Id ?? "");
    return address === undefined ? [] : [`${address}:${Target?.Port}`];
  });
}
