// Code, as `thunderhead compile` left it in bundles/: archives named by their content, and the
// manifest that says whose they are; beside them what machines boot from. New code changes these
// objects and no machine. Each work has its own prefix, by its id, for roles grant prefixes.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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
    const files = existsSync(directory) ? readdirSync(directory) : [];
    const manifest = files.find((file) => /^manifest-[0-9a-f]+\.json$/.test(file));
    if (!manifest) {
      throw new Error(`There is no code in ${directory}/. Run \`thunderhead compile\` first.`);
    }
    const content = readFileSync(join(directory, manifest), "utf8");
    const uploads: s3.BucketObjectv2[] = [];
    for (const [owner, archive] of archives(content)) {
      const file = `${archive}.tar.gz`;
      const source = new pulumi.asset.FileAsset(join(directory, file));
      const upload = new s3.BucketObjectv2(
        owner,
        { bucket: bucket.id, key: `${prefix(owner)}/${file}`, source },
        // A running attempt keeps its bundle, so an upload never takes the one before away.
        { parent: this, retainOnDelete: true },
      );
      uploads.push(upload);
    }
    // As text: so the stack itself knows which app it runs, and a review can ask it. The last of
    // all: the controller starts again when it changes, and finds what it names.
    new s3.BucketObjectv2(
      "manifest.json",
      { bucket: bucket.id, key: "manifest.json", contentType: "application/json", content },
      { parent: this, dependsOn: uploads },
    );
    for (const [what, file] of bootFiles(directory)) {
      const path = join(directory, "boot", file);
      // What keeps its name is there as text, like the manifest: a review sees when it changes.
      const body =
        what === file
          ? { content: readFileSync(path, "utf8") }
          : { source: new pulumi.asset.FileAsset(path) };
      new s3.BucketObjectv2(
        `boot/${what}`,
        { bucket: bucket.id, key: `boot/${file}`, ...body },
        // A machine that is coming up has read the list before.
        { parent: this, retainOnDelete: true },
      );
    }
    this.registerOutputs({});
  }
}

/** What it is → the file's name: the script, the list that it reads, and what that names. */
function bootFiles(directory: string): readonly (readonly [what: string, file: string])[] {
  const list = join(directory, "boot", "boot.list");
  if (!existsSync(list)) return [];
  const named = readFileSync(list, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(" "));
  return [
    ["boot.sh", "boot.sh"],
    ["boot.list", "boot.list"],
    ...named.map(([what = "", file = ""]) => [what, file] as const),
  ];
}

interface Manifest {
  flow: { directory: string };
  works: { id: string; bundle: { directory: string } }[];
  maps: { id: string; classes: Record<string, { directory: string }> }[];
}

/** Whose → the archive's name without its ending. A name stays while its code changes. */
function archives(text: string): readonly (readonly [owner: string, archive: string])[] {
  const { flow, works, maps }: Manifest = JSON.parse(text);
  return [
    ["flow", flow.directory],
    ...works.map(({ id, bundle }) => [`works/${id}`, bundle.directory] as const),
    ...maps.flatMap(({ id, classes }) =>
      Object.entries(classes).map(
        ([name, { directory }]) => [`works/${id}#${name}`, directory] as const,
      ),
    ),
  ];
}

const prefix = (owner: string): string => owner.replace(/#.*$/, "");
