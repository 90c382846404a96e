/** What every lane stands on, found or built once; or the one thing that is missing here. */
import { emulatorPython } from "./emulator.ts";
import { type Missing, plugins } from "./plugins.ts";
import { terraformProvider } from "./terraform-provider.ts";

/** Absolute paths. */
export interface Parts {
  /** The folder of `pulumi`, its Node host and the AWS provider. */
  readonly plugins: string;
  /** HashiCorp's provider, which the one above serves. */
  readonly terraformProvider: string;
  /** The interpreter of the emulated AWS. */
  readonly python: string;
}

/** Cheap questions first: a machine without the provider need not build for minutes to be told so. */
export function findParts(): Parts | Missing {
  const provider = terraformProvider();
  if (isMissing(provider)) return provider;
  const programs = plugins();
  if (isMissing(programs)) return programs;
  const python = emulatorPython();
  if (isMissing(python)) return python;
  return { plugins: programs, terraformProvider: provider, python };
}

export const isMissing = (found: string | Parts | Missing): found is Missing =>
  typeof found === "object" && "missing" in found;

const variable = "ENGINE_PARTS";

/** Hands them to the processes that run lanes. */
export const asEnvironment = (parts: Parts): Readonly<Record<string, string>> => ({
  [variable]: JSON.stringify(parts),
});

export function partsOfLane(): Parts {
  const text = process.env[variable];
  if (text !== undefined) return JSON.parse(text);
  const parts = findParts();
  if (isMissing(parts)) throw new Error(`The engine lane cannot run: ${parts.missing}.`);
  return parts;
}
