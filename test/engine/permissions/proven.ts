/** Records of proofs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { object, parse, picklist, record, string } from "valibot";

const schema = object({
  date: string(),
  actions: record(string(), picklist(["up", "change", "destroy", "not missed", "not asked"])),
});

export interface Proven {
  /** ISO, of the run. */
  readonly date: string;
  /**
   * What fails without it. `not asked`: the emulated AWS was never asked for it, for the real one asks for it on
   * somebody's behalf, or the app's life has nothing that needs it.
   */
  readonly actions: Readonly<
    Record<string, "up" | "change" | "destroy" | "not missed" | "not asked">
  >;
}

export const proofFile = (app: string): string =>
  join(import.meta.dirname, "proven", `${app}.json`);

export const readProof = (app: string): Proven =>
  parse(schema, JSON.parse(readFileSync(proofFile(app), "utf8")));
