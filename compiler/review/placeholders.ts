import { readFileSync } from "node:fs";
import type { JsonObject } from "#plan/review.ts";

/**
 * What only the cloud knows, by name: `"${volume.arn}"` for every text output of a resource. With names in
 * place of unknowns a review can show the policy or address that a program builds from them. Which outputs
 * there are is read off the declarations of the program's own SDK; outputs of other shapes stay unknown.
 */
export type Placeholders = (type: string, name: string) => JsonObject;

export function placeholdersFrom(find: (file: string) => string | undefined): Placeholders {
  const known = new Map<string, readonly string[]>();
  return (type, name) => {
    const outputs = known.get(type) ?? textOutputs(type, find);
    known.set(type, outputs);
    return Object.fromEntries(outputs.map((output) => [output, placeholder(name, output)]));
  };
}

export const placeholder = (name: string, output: string): string => `\${${name}.${output}}`;

function textOutputs(type: string, find: (file: string) => string | undefined): readonly string[] {
  const path = declarationFiles(type).flatMap((file) => find(file) ?? [])[0];
  if (path === undefined) return [];
  const declared = readFileSync(path, "utf8").matchAll(
    /^\s+readonly (\w+): pulumi\.Output<string(?: \| undefined)?>;/gm,
  );
  return [...declared].flatMap(([, name]) => name ?? []);
}

/** `aws:efs/fileSystem:FileSystem` lies in `@pulumi/aws/efs/fileSystem`, `kubernetes:apps/v1:Deployment` a level below. */
function declarationFiles(type: string): readonly string[] {
  const [pkg = "", module = "", name = ""] = type.split(":");
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return [`@pulumi/${pkg}/${module}.d.ts`, `@pulumi/${pkg}/${module}/${file}.d.ts`];
}
