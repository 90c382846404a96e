import { type Alias, nameInUrn, qualifiedType, type Registered } from "./registration.ts";

/**
 * The URNs a resource may have had: its own aliases, and those that follow from its parent's, by the engine's
 * rules (pulumi/pulumi, pkg/resource/deploy/step_generator.go). A child named after its parent (`train-out`
 * of `train`) had the name with the parent's old one in it.
 */
export function formerUrns(
  one: Registered,
  byUrn: ReadonlyMap<string, Registered>,
): readonly string[] {
  const parent = one.parent === undefined ? undefined : byUrn.get(one.parent);
  const own = (one.options.aliases ?? []).flatMap((alias) => fromAlias(alias, one, byUrn));
  const inherited = parent
    ? formerUrns(parent, byUrn).flatMap((former) => {
        const name = renamedWith(one.name, { from: parent.name, to: nameInUrn(former) });
        const aliases = (one.options.aliases ?? []).flatMap((alias) =>
          typeof alias === "string" ? [] : String(alias["name"] ?? "") || [],
        );
        return [name, ...aliases].map((each) => urnBelow(former, { type: one.type, name: each }));
      })
    : [];
  return [...new Set([...own, ...inherited])].filter((urn) => urn !== one.urn);
}

function fromAlias(
  alias: Alias,
  one: Registered,
  byUrn: ReadonlyMap<string, Registered>,
): readonly string[] {
  if (typeof alias === "string") return [alias];
  const text = (key: string): string | undefined => {
    const value = alias[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const parent = text("parentUrn") ?? (alias["noParent"] === true ? undefined : one.parent);
  const type = text("type") ?? one.type;
  const name = text("name") ?? one.name;
  const isStack = parent !== undefined && !byUrn.has(parent) && /pulumi:Stack::/.test(parent);
  const below =
    parent === undefined || isStack
      ? one.urn.replace(/^(urn:pulumi:[^:]*::[^:]*::).*$/, `$1${type}::${name}`)
      : urnBelow(parent, { type, name });
  return [inStack(below, { stack: text("stack"), project: text("project") })];
}

const urnBelow = (
  parent: string,
  { type, name }: { readonly type: string; readonly name: string },
): string => {
  const [start = "", project = ""] = parent.split("::");
  return `${start}::${project}::${qualifiedType(parent)}$${type}::${name}`;
};

const renamedWith = (
  name: string,
  { from, to }: { readonly from: string; readonly to: string },
): string => (name.startsWith(from) ? `${to}${name.slice(from.length)}` : name);

function inStack(
  urn: string,
  { stack, project }: { readonly stack: string | undefined; readonly project: string | undefined },
): string {
  const [start = "", old = "", ...rest] = urn.split("::");
  return [stack === undefined ? start : `urn:pulumi:${stack}`, project ?? old, ...rest].join("::");
}
