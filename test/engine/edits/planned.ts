/** What two oracles say of one edit, in the same words: the real engine, and `thunderhead diff`. */
import { array, object, parse, string } from "valibot";
import type { Step } from "../stack.ts";

/** `replace aws:lb/targetGroup:TargetGroup serve`, sorted. */
export type Planned = readonly string[];

const verbs: Readonly<Record<string, string>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
  // Halves of a replacement, which the engine also names as a whole.
  "create-replacement": "",
  "delete-replaced": "",
  "discard-replaced": "",
  // Left in the cloud, gone from the stack.
  discard: "delete",
  // Invokes of the provider change nothing.
  read: "",
};

export const plannedByEngine = (steps: readonly Step[]): Planned =>
  steps
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .flatMap(({ op, type, name }) => {
      const verb = verbs[op];
      if (verb === undefined) throw new Error(`The engine plans to ${op} ${type} ${name}.`);
      return verb === "" ? [] : [`${verb} ${type} ${name}`];
    })
    .sort();

const document = object({
  changes: array(
    object({ resources: array(object({ type: string(), name: string(), change: string() })) }),
  ),
});

const words: Readonly<Record<string, string | undefined>> = {
  created: "create",
  updated: "update",
  replaced: "replace",
  deleted: "delete",
  // A new name for the same: the engine has nothing to do.
  moved: undefined,
};

export const plannedByDiff = (json: string): Planned =>
  parse(document, JSON.parse(json))
    .changes.flatMap(({ resources }) => resources)
    .flatMap(({ type, name, change }) => {
      const verb = words[change];
      return verb === undefined ? [] : [`${verb} ${type} ${name}`];
    })
    .sort();

/** Archives and the manifest, which say what runs; `deployment` says where. */
export const withoutCode = (planned: Planned): Planned =>
  planned.filter((one) => !/ aws:s3\/bucketObjectv2:BucketObjectv2 (?!deployment$)/.test(one));
