import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A wheel made here, for indexes that are folders; answers its sha-256. */
export function makeWheel(folder: string, { name, version = "1.0" }: WheelName): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}-${version}-py3-none-any.whl`);
  execFileSync("python3", ["-I", "-S", "-c", program, file, name, version]);
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

interface WheelName {
  readonly name: string;
  readonly version?: string;
}

const program = `import sys, zipfile
file, name, version = sys.argv[1:]
info = f"{name}-{version}.dist-info"
with zipfile.ZipFile(file, "w") as wheel:
    wheel.writestr(f"{name}/__init__.py", f"version = '{version}'\\n")
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: here\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/RECORD", "")
`;
