import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import type { Secrets } from "#core/bindings.ts";

export interface LocalSecretsOptions {
  /** The `.env` beside the app; it need not exist. */
  readonly file: string;
  /** The environment `thunderhead run` was started in; it wins over the file. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Secrets of the simulation: from the shell first, else from `.env`, read anew each time so that an edit counts. */
export function localSecrets({ file, environment }: LocalSecretsOptions): Secrets {
  return {
    read: async (name) => environment[name] ?? (await readEnvFile(file))[name],
    place: (name) =>
      `Put ${name}=… into .env beside the app, or set it in the environment of \`thunderhead run\`.`,
  };
}

async function readEnvFile(file: string): Promise<Readonly<Record<string, string | undefined>>> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  return parseEnv(text);
}
