import { dirname } from "node:path";
import type { Secrets, Volume } from "#core/bindings.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import type { Failure } from "#protocol/status.ts";
import type { AttemptPlaces } from "#protocol/work-process.ts";
import type { Environments } from "./agent.ts";
import { portIsFree } from "./agent-probe.ts";

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
  | { readonly places: AttemptPlaces; readonly environment: Readonly<Record<string, string>> }
  | { readonly failure: Failure };

/** All that must be there before a work's process may start; anything missing is its failure of setup. */
export async function prepareAttempt(
  order: AttemptOrder,
  options: PrepareOptions,
): Promise<Prepared> {
  try {
    await requirePort(order);
    const places = await options.volume.prepare(order);
    const built = await options.environments.prepare(order, options);
    return {
      places: { ...places, ...built },
      environment: await environmentOf(order, options, built.python),
    };
  } catch (error) {
    return {
      failure: { reason: "setup", message: error instanceof Error ? error.message : String(error) },
    };
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
  throw new Error(
    `${work} needs the secret ${name}. Put ${name}=… into .env beside the app, or set it in the environment of \`thunderhead run\`.`,
  );
}
