/** A copy of an app in a folder of its own, edited and compiled there as its author would. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Edit, LaneApp } from "./apps.ts";
import { laneFolder } from "./leftovers.ts";

const root = join(import.meta.dirname, "../..");
export const program = join(root, "bin", "thunderhead.mjs");

/** An app of this repository, or one file's text. */
export type AppSource = Pick<LaneApp, "source"> | { readonly text: string };

export class Checkout {
  readonly directory: string;
  readonly app: string;
  readonly infra: string;

  constructor({ name, ...from }: { readonly name: string } & AppSource) {
    this.directory = laneFolder(name);
    // Of stacks: it has to be there before the first.
    mkdirSync(join(this.directory, "state"));
    this.app = join(this.directory, name);
    this.infra = join(this.app, "infra");
    if ("text" in from) {
      mkdirSync(this.app);
      writeFileSync(join(this.app, "app.ts"), from.text);
    } else {
      this.#copy(from.source);
    }
    // Stands for `npm install` in the app and in infra/.
    symlinkSync(join(root, "node_modules"), join(this.directory, "node_modules"));
  }

  #copy(source: string): void {
    const skipped = /\/(infra|\.thunderhead|__pycache__)$|\/thunderhead\.lock\.json$/;
    cpSync(join(root, source), this.app, {
      recursive: true,
      filter: (file) => !skipped.test(file),
    });
  }

  edit({ find, replace }: Edit): void {
    const file = join(this.app, "app.ts");
    const text = readFileSync(file, "utf8");
    if (!text.includes(find)) throw new Error(`${file} no longer has \`${find}\`.`);
    const importing =
      replace.includes("new CloudCompute") && !/import \{[^}]*CloudCompute/.test(text);
    const edited = text.replaceAll(find, replace);
    writeFileSync(file, importing ? edited.replace("{ App,", "{ App, CloudCompute,") : edited);
  }

  /** `thunderhead` with these words; answers its stdout. */
  thunderhead(...words: readonly string[]): string {
    return this.thunderheadIn(this.app, words);
  }

  /** In another folder; `codes` are the exit codes that mean well: 4 asks a person to decide. */
  thunderheadIn(
    folder: string,
    words: readonly string[],
    { codes = [0], env }: { codes?: readonly number[]; env?: NodeJS.ProcessEnv } = {},
  ): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
      cwd: folder,
      encoding: "utf8",
      ...(env && { env }),
    });
    if (codes.includes(status ?? 1)) return stdout;
    throw new Error(`\`thunderhead ${words.join(" ")}\` ended with ${status}:\n${stdout}${stderr}`);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
