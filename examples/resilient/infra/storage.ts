// What outlives machines: code, the ledger, objects, and the volume of Paths.
import * as dynamodb from "@pulumi/aws/dynamodb/index.js";
import * as s3 from "@pulumi/aws/s3/index.js";
import { Volume } from "./components/volume.ts";
import { network } from "./network.ts";
import { keepData, tags } from "./settings.ts";

const kept = { protect: keepData, retainOnDelete: keepData };

// Code: every compile makes it anew.
export const bundles = new s3.Bucket("bundles", { forceDestroy: true, tags });

new s3.BucketPublicAccessBlock("bundles", {
  bucket: bundles.id,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});

// The ledger and the app's state; beside them who leads, and each work's fence record.
export const journal = new dynamodb.Table(
  "journal",
  {
    billingMode: "PAY_PER_REQUEST",
    hashKey: "stream",
    rangeKey: "sequence",
    attributes: [{ name: "stream", type: "S" }, { name: "sequence", type: "N" }],
    pointInTimeRecovery: { enabled: true },
    tags,
  },
  kept,
);

// Snapshots of the journal, large results, Drives.
export const dataBucket = new s3.Bucket("data", { forceDestroy: !keepData, tags }, kept);

new s3.BucketPublicAccessBlock("data", {
  bucket: dataBucket.id,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});

// app.ts:6 — prepare.data is a Path, so the app has a volume.
export const volume = new Volume("volume", { network, tags, keep: keepData });
