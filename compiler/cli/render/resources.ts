import type { Registered } from "#review/registration.ts";
import { originKey, parseOrigins } from "../generated.ts";

/** One entry of `resources --json`. */
export interface Resource extends Pick<Registered, "type" | "name" | "urn" | "inputs" | "options"> {
  readonly parent: string | null;
  readonly component: string | null;
  readonly source: { readonly file: string; readonly line: number } | null;
}

/** What a program registered, with where in the app it comes from; what the user added comes from nowhere. */
export function resourcesFrom(
  registered: readonly Registered[],
  generated: string | undefined,
): readonly Resource[] {
  const origins = parseOrigins(generated);
  return registered.map((one) => {
    const { component = null, source = null } = origins.get(originKey(one)) ?? {};
    const { type, name, urn, parent = null, inputs, options } = one;
    return { type, name, urn, parent, component, source, inputs, options };
  });
}

/** Type, name, component, place; what belongs to a component resource stands below it, indented. */
export function resourceRows(resources: readonly Resource[]): readonly (readonly string[])[] {
  const below = (parent: string | null, depth: number): readonly (readonly string[])[] =>
    resources
      .filter((one) => one.parent === parent)
      .flatMap((one) => [resourceRow(one, depth), ...below(one.urn, depth + 1)]);
  return below(null, 0);
}

const resourceRow = ({ type, name, component, source }: Resource, depth: number) => [
  `${"  ".repeat(depth)}${type}`,
  name,
  component ?? "",
  source ? `${source.file}:${source.line}` : "",
];
