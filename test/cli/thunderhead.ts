import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

/** Root may write everywhere; this user may not. */
const nobody = 65_534;
export const isRoot = process.getuid?.() === 0;

/** Runs the command as a user does. */
export function thunderhead(
  words: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Environment;
    readonly asNobody?: boolean;
    /** Called with each piece of output, and what sends Ctrl-C. */
    readonly onOutput?: (text: string, interrupt: () => void) => void;
  } = {},
): Promise<Result> {
  const child = spawn(process.execPath, [join(root, "bin", "thunderhead.mjs"), ...words], {
    cwd: options.cwd ?? root,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, CI: "1", ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.asNobody && { uid: nobody, gid: nobody }),
  });
  return new Promise((resolve, reject) => {
    let [stdout, stderr] = ["", ""];
    const heard = (text: string) => options.onOutput?.(text, () => child.kill("SIGINT"));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      heard(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      heard(text);
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** A folder of its own with these files, and with an example's where one is named; gone afterwards. */
export async function scratch(
  files: Readonly<Record<string, string>>,
  { example }: { readonly example?: string } = {},
): Promise<Disposable & { readonly path: string }> {
  const path = mkdtempSync(join(tmpdir(), "thunderhead-cli-"));
  if (example !== undefined) {
    const generated = /\/(infra|\.thunderhead|node_modules)(\/|$)/;
    const from = join(root, "examples", example);
    cpSync(from, path, {
      recursive: true,
      filter: (source) => !generated.test(source.slice(from.length)),
    });
  }
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
