import type { ReviewedResource, Store } from "#plan/review.ts";

/** What holds data, by type. */
const kinds: Readonly<Record<string, string>> = {
  "aws:efs/fileSystem:FileSystem": "the file system",
  "aws:dynamodb/table:Table": "the table",
  "aws:s3/bucket:Bucket": "the bucket",
  "aws:s3/bucketV2:BucketV2": "the bucket",
  "aws:rds/instance:Instance": "the database",
  "aws:rds/cluster:Cluster": "the database cluster",
  "aws:ebs/volume:Volume": "the disk",
  "aws:fsx/lustreFileSystem:LustreFileSystem": "the file system",
};

export const stores = (resources: readonly ReviewedResource[]): readonly Store[] =>
  resources.flatMap(({ type, name, urn, inputs, options }) => {
    const what = kinds[type];
    if (what === undefined) return [];
    return [
      {
        urn,
        name,
        what,
        protected: options.protect === true,
        retained: options.retainOnDelete === true,
        disposable: inputs["forceDestroy"] === true,
      },
    ];
  });
