import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AttemptOrder, OutputPath, PinnedPath, PublishedVersion } from "#protocol/call.ts";
import { defaultWorkSettings } from "#protocol/settings.ts";
import { type LocalVolumeOptions, localVolume } from "#providers/local/runtime/volume.ts";

export const temporary = (): string => mkdtempSync(join(tmpdir(), "thunderhead-volume-"));

export const volumeIn = (root: string, options: Partial<LocalVolumeOptions> = {}) =>
  localVolume({
    root: join(root, "volume"),
    attempts: join(root, "attempts"),
    bundles: join(root, "build"),
    ...options,
  });

export const model: OutputPath = {
  name: "train.model",
  pathId: "m1",
  field: "model",
  relative: "model",
};

export function trainOrder(order: Partial<AttemptOrder> = {}): AttemptOrder {
  return {
    call: "c0ffee",
    attempt: 1,
    work: "train",
    workId: "t1",
    bundle: "train-1",
    constructorArguments: [],
    arguments: [],
    inputs: [],
    outputs: [model],
    state: {},
    settings: defaultWorkSettings,
    config: {},
    ...order,
  };
}

/** What a consumer is handed once the version is recorded. */
export const pinned = ({ version, manifest }: PublishedVersion, verify?: "full"): PinnedPath => ({
  name: model.name,
  producer: "train",
  producerId: "t1",
  pathId: model.pathId,
  relative: model.relative,
  version,
  manifest,
  ...(verify && { verify }),
});

export const serveOrder = (input: PinnedPath): AttemptOrder =>
  trainOrder({
    call: "5e12e",
    work: "serve",
    workId: "s1",
    bundle: "serve-1",
    outputs: [],
    inputs: [input],
  });
