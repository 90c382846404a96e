// Code, as `thunderhead compile` left it in bundles/: one archive per work, content-addressed, and the
// manifest that says which is whose. New code changes these objects and no machine.
import { existsSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import * as s3 from "@pulumi/aws/s3/index.js";
import * as pulumi from "@pulumi/pulumi";

export interface BundlesArgs {
  bucket: s3.Bucket;
  /** Relative to Pulumi.yaml. */
  directory: string;
}

export class Bundles extends pulumi.ComponentResource {
  constructor(
    name: string,
    { bucket, directory }: BundlesArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("thunderhead:aws:Bundles", name, {}, options);
    if (!existsSync(join(directory, "manifest.json"))) {
      throw new Error(`There is no code in ${directory}/. Run \`thunderhead compile\` first.`);
    }
    for (const key of filesBelow(directory)) {
      new s3.BucketObjectv2(
        key,
        { bucket: bucket.id, key, source: new pulumi.asset.FileAsset(join(directory, key)) },
        // A running attempt keeps its bundle, so an upload never takes the one before away.
        { parent: this, retainOnDelete: key !== "manifest.json" },
      );
    }
    this.registerOutputs({});
  }
}

const filesBelow = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .sort();
