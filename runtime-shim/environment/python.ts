import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { rememberedPython } from "./python-cache.ts";

export interface Python {
  readonly executable: string;
  /** `3.11.7` */
  readonly version: string;
  /** Implementation and ABI, so that two builds of one version do not share an environment: `cpython-311-x86_64-linux-gnu`. */
  readonly abi: string;
}

export class PythonMissing extends Error {
  override readonly name = "PythonMissing";
}

/** FastAPI and its kin have dropped what is older. */
const oldest = [3, 9] as const;

const describe =
  "import sys, sysconfig; print(sys.executable); print('.'.join(map(str, sys.version_info[:3]))); " +
  "print(sysconfig.get_config_var('SOABI') or sys.implementation.cache_tag)";

const known = new Map<string, Promise<Python>>();

/** The Python of the PATH, of the wanted version where one is named. Asked once per process. */
export function findPython(
  wanted: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Python> {
  const key = `${wanted ?? ""} ${environment["PATH"] ?? ""}`;
  const found = known.get(key) ?? search(wanted, environment);
  known.set(key, found);
  // A person may install Python while the app runs.
  found.catch(() => known.delete(key));
  return found;
}

async function search(
  wanted: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Python> {
  const names =
    wanted === undefined ? ["python3", "python"] : [`python${wanted}`, "python3", "python"];
  const seen: Python[] = [];
  for (const name of names) {
    const python = await rememberedPython(name, environment, () => ask(name, environment));
    if (python === undefined) continue;
    if (suits(python, wanted)) return python;
    seen.push(python);
  }
  throw new PythonMissing(whyNot(seen, wanted));
}

async function ask(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Python | undefined> {
  try {
    const { stdout } = await promisify(execFile)(name, ["-I", "-S", "-c", describe], {
      env: { ...environment },
    });
    const [executable, version, abi] = stdout.trim().split(/\r?\n/);
    return executable && version && abi ? { executable, version, abi } : undefined;
  } catch {
    return undefined;
  }
}

function suits({ version }: Python, wanted: string | undefined): boolean {
  if (wanted !== undefined) return version === wanted || version.startsWith(`${wanted}.`);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function whyNot(seen: readonly Python[], wanted: string | undefined): string {
  const need = wanted === undefined ? `Python ${oldest.join(".")} or later` : `Python ${wanted}`;
  const found = seen.map(({ version, executable }) => `${version} at ${executable}`);
  const there =
    found.length === 0
      ? "there is none on the PATH"
      : `the PATH has only ${[...new Set(found)].join(" and ")}`;
  return `This app runs Python: ${need} is needed, and ${there}. Install it (https://www.python.org/downloads, or \`apt install python3 python3-venv\`), then try again.`;
}
