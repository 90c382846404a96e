/** What two oracles say of one edit, in the same words: the real engine, and `thunderhead diff`. */
import { array, object, parse, string, unknown } from "valibot";
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

const verdicts = object({ verdicts: object({ data: array(unknown()) }) });

/** What `diff` says of data that would be lost or left alone. */
export const dataVerdict = (json: string): readonly unknown[] =>
  parse(verdicts, JSON.parse(json)).verdicts.data;
