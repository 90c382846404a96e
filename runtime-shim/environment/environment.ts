/**
 * Environment: the Python a work runs in. Each distinct list of requirements is built once per interpreter
 * into the user's cache and shared by all apps and launches; a warm one costs a look at the disk. With `uv`
 * on the PATH it builds, else the interpreter's own `venv` and `pip` do.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environments } from "#boot/agent.ts";
import {
  type AskedRequirements,
  distinctRequirements,
  findLocked,
  type LockedRequirements,
  parseLocked,
  requirementsPath,
} from "#protocol/requirements.ts";
import { buildEnvironment, type SharedEnvironments } from "./environment-build.ts";
import { environmentPlace } from "./environment-cache.ts";
import { findPython } from "./python.ts";

/** By default whatever python3 is on the PATH, or one that its lock is good for. */
export interface EnvironmentRequest extends AskedRequirements {
  readonly locked?: Pick<LockedRequirements, "python" | "text"> | undefined;
}

export interface EnvironmentOptions {
  /** A line for people, now and then, while something is built; never called for a warm environment. */
  readonly onProgress?: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly shared?: SharedEnvironments;
  /** Where PATH, HOME and XDG_CACHE_HOME are looked up. @default process.env */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** The interpreter of an environment that holds the requirements; builds it if nobody has. Rejects with what a person can act on. */
export async function prepareEnvironment(
  request: EnvironmentRequest,
  options: EnvironmentOptions = {},
): Promise<{ readonly interpreter: string }> {
  const environment = options.environment ?? process.env;
  const wanted = { exactly: request.python, atLeast: request.locked?.python };
  const python = await findPython(wanted, environment);
  const requirements = distinctRequirements(request.requirements);
  if (requirements.length === 0) return { interpreter: python.executable };
  const inside = { requirements, locked: request.locked?.text };
  const place = environmentPlace({ python, ...inside, environment });
  const interpreter = join(
    place,
    process.platform === "win32" ? "Scripts/python.exe" : "bin/python",
  );
  await buildEnvironment({ python, ...inside, place, interpreter, environment }, options);
  return { interpreter };
}

/** What a bundle's `requirements.txt` has for it. */
export const lockedIn = (text: string, asked: AskedRequirements): LockedRequirements | undefined =>
  findLocked(parseLocked(text), asked);

/** What the agent asks for each attempt: nothing for works without Python. */
export function localEnvironments({
  pythonModule,
  shared,
}: {
  readonly pythonModule: string;
  /** Absent where every environment is built on this machine. */
  readonly shared?: SharedEnvironments;
}): Environments {
  return {
    prepare: async ({ python, settings }, { bundle, onProgress, signal }) => {
      if (
        python === undefined &&
        settings.build.requirements.length === 0 &&
        settings.build.python === undefined
      )
        return {};
      const requirements = [...(python?.requirements ?? []), ...settings.build.requirements];
      const asked = { requirements, python: settings.build.python };
      const file = await readFile(join(bundle, requirementsPath), "utf8").catch(() => "");
      const { interpreter } = await prepareEnvironment(
        { ...asked, locked: lockedIn(file, asked) },
        { onProgress, signal, ...(shared && { shared }) },
      );
      return { python: interpreter, pythonModule };
    },
  };
}
