import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Secrets, Volume } from "#core/bindings.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import type { Failure } from "#protocol/status.ts";
import type { AttemptPlaces } from "#protocol/work-process.ts";
import type { Environments } from "./agent.ts";
import { portIsFree } from "./agent-probe.ts";
import { freePort } from "./free-port.ts";

export interface PrepareOptions {
  readonly volume: Volume;
  readonly secrets: Secrets;
  readonly environments: Environments;
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
  /** Gets every secret that the work is given, by name, so that its lines can be kept clean of them. */
  readonly revealed: Map<string, string>;
}

export type Prepared =
  | {
      readonly places: AttemptPlaces;
      /** Of ranks 1 and up. */
      readonly others: readonly AttemptPlaces[];
      readonly environment: Readonly<Record<string, string>>;
    }
  | { readonly failure: Failure };

/** All that must be there before a work's process may start; anything missing is its failure of setup. */
export async function prepareAttempt(
  order: AttemptOrder,
  options: PrepareOptions,
): Promise<Prepared> {
  try {
    await requirePort(order);
    await requireMounts(order);
    const [places, ...others] = await placesOf(order, options.volume);
    if (places === undefined) throw new RangeError(`${order.work} asks for no node.`);
    const built = await options.environments.prepare(order, {
      ...options,
      bundle: places.bundle,
    });
    return {
      places: { ...places, ...built },
      others: others.map((other) => ({ ...other, ...built })),
      environment: await environmentOf(order, options, built.python),
    };
  } catch (error) {
    return {
      failure: { reason: "setup", message: error instanceof Error ? error.message : String(error) },
    };
  }
}

/** One of each node, the first one's before the others', since it clears what an attempt left before. */
async function placesOf(order: AttemptOrder, volume: Volume): Promise<readonly AttemptPlaces[]> {
  const { nodes: count = 1, node } = order;
  if (node !== undefined) return [{ ...(await volume.prepare(order, node.rank)), node }];
  if (count === 1) return [await volume.prepare(order)];
  const mainPort = await freePort();
  const places: AttemptPlaces[] = [];
  for (let rank = 0; rank < count; rank++) {
    const node = { rank, count, mainAddress: "127.0.0.1", mainPort };
    places.push({ ...(await volume.prepare(order, rank)), node });
  }
  return places;
}

/** Here, a bucket is a folder where the work looks for it: a copy, a link, or the bucket itself. */
async function requireMounts({ work, mounts = [] }: AttemptOrder): Promise<void> {
  for (const { source, target } of mounts) {
    const found = await stat(target).catch(() => undefined);
    if (found?.isDirectory()) continue;
    throw new Error(
      `${work} reads ${source} at ${target}, and there is no such folder on this machine. ` +
        `Make one with the files the run needs, or a link to one: ln -s /path/to/data ${target}.`,
    );
  }
}

async function requirePort({ work, host = "127.0.0.1", port }: AttemptOrder): Promise<void> {
  if (port === undefined || (await portIsFree(host, port))) return;
  throw new Error(
    `Port ${port} of ${work} is in use by another program. End that program, or give ${work} another port (port: 0 takes any free one).`,
  );
}

/** What a work's process inherits: where programs and the home are, language and time zone, and what Windows cannot start without. */
const inherited = ["PATH", "HOME", "LANG", "TZ", "SystemRoot", "USERPROFILE", "TEMP"];

async function environmentOf(
  { settings, work }: AttemptOrder,
  options: PrepareOptions,
  python: string | undefined,
): Promise<Readonly<Record<string, string>>> {
  const environment: Record<string, string> = {};
  for (const name of inherited) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  // Programs that requirements bring (`torchrun`, `accelerate`) are found like the interpreter's own.
  if (python?.includes("/"))
    environment["PATH"] = `${dirname(python)}:${environment["PATH"] ?? ""}`;
  for (const [name, value] of Object.entries(settings.env)) {
    environment[name] =
      typeof value === "string" ? value : await requireSecret(value.name, work, options);
  }
  return environment;
}

async function requireSecret(
  name: string,
  work: string,
  { secrets, revealed }: PrepareOptions,
): Promise<string> {
  const value = await secrets.read(name);
  if (value !== undefined) {
    revealed.set(name, value);
    return value;
  }
  throw new Error(`${work} needs the secret ${name}. ${secrets.place(name)}`);
}
