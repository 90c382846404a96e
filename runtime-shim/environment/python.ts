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

/** `3.12`; where both are absent, any that is not too old will do. */
export interface WantedPython {
  readonly exactly?: string | undefined;
  readonly atLeast?: string | undefined;
}

/** The Python of the PATH, of the wanted version where one is named. Asked once per process. */
export function findPython(
  wanted: WantedPython,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Python> {
  const key = `${wanted.exactly ?? ""} ${wanted.atLeast ?? ""} ${environment["PATH"] ?? ""}`;
  const found = known.get(key) ?? search(wanted, environment);
  known.set(key, found);
  // A person may install Python while the app runs.
  found.catch(() => known.delete(key));
  return found;
}

async function search(
  wanted: WantedPython,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Python> {
  const { exactly, atLeast } = wanted;
  const plain = ["python3", "python"];
  const names =
    exactly !== undefined
      ? [`python${exactly}`, ...plain]
      : [...plain, ...(atLeast === undefined ? [] : since(atLeast))];
  const seen: Python[] = [];
  for (const name of names) {
    const python = await rememberedPython(name, environment, () => ask(name, environment));
    if (python === undefined) continue;
    if (suits(python, wanted)) return python;
    seen.push(python);
  }
  throw new PythonMissing(whyNot(seen, wanted));
}

/** Programs of that version and a few newer ones: `python3.12`, `python3.13`, … */
function since(version: string): readonly string[] {
  const [major = 3, minor = 0] = numbers(version);
  return Array.from({ length: 6 }, (_, more) => `python${major}.${minor + more}`);
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

function suits({ version }: Python, { exactly, atLeast }: WantedPython): boolean {
  if (exactly !== undefined) return version === exactly || version.startsWith(`${exactly}.`);
  return isSince(version, oldest) && (atLeast === undefined || isSince(version, numbers(atLeast)));
}

const numbers = (version: string): readonly number[] => version.split(".").map(Number);

function isSince(version: string, least: readonly number[]): boolean {
  const own = numbers(version);
  const differs = least.findIndex((part, index) => own[index] !== part);
  return differs === -1 || (own[differs] ?? 0) > (least[differs] ?? 0);
}

function whyNot(seen: readonly Python[], { exactly, atLeast }: WantedPython): string {
  const locked = atLeast === undefined ? "" : ", for which its requirements are locked,";
  const need =
    exactly === undefined
      ? `Python ${atLeast ?? oldest.join(".")} or later${locked}`
      : `Python ${exactly}`;
  const found = seen.map(({ version, executable }) => `${version} at ${executable}`);
  const there =
    found.length === 0
      ? "there is none on the PATH"
      : `the PATH has only ${[...new Set(found)].join(" and ")}`;
  return `This app runs Python: ${need} is needed, and ${there}. Install it (https://www.python.org/downloads, or \`apt install python3 python3-venv\`), then try again.`;
}
