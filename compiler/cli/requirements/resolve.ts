import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distinctRequirements } from "#protocol/requirements.ts";
import { runUv, type Uv } from "./uv.ts";

export interface ToResolve {
  readonly requirements: readonly string[];
  readonly python: string;
  /** What was locked before: its versions are kept where they still fit. */
  readonly before: string | undefined;
  readonly directory: string;
  readonly onLine: (line: string) => void;
}

/** The lines of a section of the lock, or why there are none. */
export type Resolved = { readonly text: string } | { readonly problem: string };

export async function resolve(uv: Uv, wanted: ToResolve): Promise<Resolved> {
  const scratch = mkdtempSync(join(tmpdir(), "thunderhead-lock-"));
  const output = join(scratch, "requirements.txt");
  try {
    const lines = distinctRequirements(wanted.requirements);
    // uv prefers the versions that its output has already.
    if (wanted.before !== undefined) writeFileSync(output, packagesOf(wanted.before));
    const { directory, onLine } = wanted;
    const input = `${lines.join("\n")}\n`;
    const words = [...compile(wanted), "--output-file", output, "-"];
    const { code, said } = await runUv(uv, words, { directory, input, onLine });
    if (code !== 0) return { problem: lastWords(said) };
    // Where packages come from is no secret of who asked, and is needed where they are installed.
    const options = lines.filter((line) => line.startsWith("-"));
    const packages = readFileSync(output, "utf8").trim();
    const open = withoutHash(packages);
    if (open !== undefined) return { problem: `\`${open}\` has no hash.` };
    return { text: `${[...options, packages].join("\n")}\n` };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const compile = ({ python }: ToResolve): readonly string[] => [
  ...["pip", "compile", "--universal", "--generate-hashes", "--no-header", "--no-annotate"],
  ...["--python-version", python],
];

/** Without where they came from: that is asked for anew. */
const packagesOf = (section: string): string => section.replace(/^-.*\n/gm, "");

/** Folders and repositories: nothing says later whether they are what they were. */
const withoutHash = (packages: string): string | undefined =>
  packages
    .split(/\n(?=\S)/)
    .find((entry) => !entry.includes("--hash="))
    ?.split("\n")[0];

const keptLines = 12;

function lastWords(said: string): string {
  const lines = said.split(/\r?\n/).filter((line) => line.trim() !== "");
  const words = lines.slice(-keptLines).map((line) => `  ${line}`);
  return `uv said:\n${words.join("\n")}`;
}
