import type { ChangedResource, ComponentChange } from "#review/changes.ts";
import type { Compared } from "../review/compare-sides.ts";

/** `diff --json`: a public, versioned shape. Places count from 1; files of infra/ are named from the app's folder. */
export function reviewJson({ verdicts, changes, decisions, open, digest, from, to }: Compared) {
  return {
    version: 1,
    from,
    to,
    verdicts,
    changes: changes.map(changeJson),
    decisions: decisions.map(({ flag, name }) => ({
      flag,
      name,
      decided: !open.some((one) => one.flag === flag && one.name === name),
    })),
    digest,
  };
}

const changeJson = ({
  component,
  kind,
  headline,
  source,
  infra,
  notes,
  resources,
}: ComponentChange) => ({
  component,
  kind,
  headline,
  source: source ?? null,
  infra: infra ? { ...infra, file: `infra/${infra.file}` } : null,
  notes,
  resources: resources.map(resourceJson),
});

function resourceJson({ change, effect, isCode }: ChangedResource) {
  const { fate, before, after, properties, causes, formerName } = change;
  const { type, name, urn } = after ?? before ?? {};
  return {
    type,
    name,
    urn,
    change: fate === "same" ? "moved" : fate,
    ...(formerName === undefined ? {} : { formerName }),
    // What code says is reviewed where it is written.
    properties: isCode ? properties.map(({ path }) => ({ path })) : properties,
    replacedBecause: causes,
    effect,
    code: isCode,
  };
}
