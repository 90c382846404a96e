/**
 * What is deployed, as this runtime understands it. The bucket may hold what another version of Thunderhead wrote:
 * that is no reason to begin again and again, but one to say so and wait for the next deploy.
 */
import { ValiError } from "valibot";
import { launchConfig, WrongConfig } from "#protocol/launch-config.ts";
import { type Manifest, manifestVersion } from "#protocol/manifest.ts";
import { untilAnswered } from "./asking.ts";
import { type Deployment, readDeployment, readJson } from "./deployment.ts";
import type { Place } from "./release.ts";

export interface Release {
  readonly manifest: Manifest;
  readonly deployment: Deployment;
  readonly config: ReturnType<typeof launchConfig>;
}

/** A sentence where it cannot be run. */
export async function readRelease({ objects, bucket }: Place): Promise<Release | string> {
  try {
    const deployment = await untilAnswered(() => readDeployment(objects, bucket));
    const manifest = await untilAnswered(() => readJson(objects, { bucket, key: "manifest.json" }));
    if (!isManifest(manifest)) throw new Unreadable("manifest.json is of another version.");
    return { manifest, deployment, config: configOf(manifest, deployment) };
  } catch (error) {
    if (error instanceof WrongConfig)
      return `${error.message} Set it otherwise: \`thunderhead deploy --config name=value\`.`;
    if (!isOurs(error)) throw error;
    return `What was deployed cannot be read by the Thunderhead that this controller has: ${error.message} Compile and deploy again with one version.`;
  }
}

class Unreadable extends Error {}

const isOurs = (error: unknown): error is Error =>
  error instanceof Unreadable || error instanceof ValiError || error instanceof SyntaxError;

const isManifest = (read: unknown): read is Manifest =>
  typeof read === "object" &&
  read !== null &&
  "version" in read &&
  read.version === manifestVersion;

/** The stack may still name a value that the app reads no more. */
function configOf(manifest: Manifest, { config }: Deployment): Release["config"] {
  const known = new Set(manifest.config.map(({ name }) => name));
  return launchConfig(
    manifest,
    Object.fromEntries(Object.entries(config).filter(([name]) => known.has(name))),
  );
}
