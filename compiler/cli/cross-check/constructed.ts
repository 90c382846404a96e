/** The components that a run constructed, beside those of the app graph. */
import type { AppGraph, Component } from "#graph/graph.ts";
import type { PathNode } from "#graph/path.ts";
import type { Work } from "#graph/work.ts";
import type { ObservedComponent, ObservedWork } from "#protocol/observed.ts";
import type { Encoded } from "#protocol/value.ts";
import { type Disagreement, show } from "./disagreement.ts";
import { sameEncoded } from "./same-encoded.ts";

export function compareConstructed(
  graph: AppGraph,
  observed: readonly ObservedComponent[],
): readonly Disagreement[] {
  const maps = graph.components.flatMap(({ kind, name }) => (kind === "map" ? [`${name}.`] : []));
  // What a launch before this one has put into a map is made again, and no part of the construction.
  const made = observed.filter(({ name }) => !maps.some((map) => name.startsWith(map)));
  const seen = new Map(made.map((one) => [one.name, one]));
  const said = new Map(graph.components.map((one) => [one.name, one]));
  const unsaid = made.flatMap(({ name, kind }) =>
    said.has(name) ? [] : [{ subject: `\`${name}\``, said: "no such component", saw: `a ${kind}` }],
  );
  const all = graph.components.flatMap((component) =>
    compareComponent(graph, component, seen.get(component.name)),
  );
  return [...unsaid, ...all];
}

function compareComponent(
  graph: AppGraph,
  component: Component,
  observed: ObservedComponent | undefined,
): readonly Disagreement[] {
  const { name, kind, span } = component;
  const subject = `\`${name}\``;
  if (observed === undefined)
    return [{ subject, said: `a ${kind}`, saw: "no such component", span }];
  if (observed.kind !== kind)
    return [{ subject, said: `a ${kind}`, saw: `a ${observed.kind}`, span }];
  if (component.kind !== "work" || observed.work === undefined) return [];
  const paths = graph.paths.filter(({ producer }) => producer === name);
  return [
    ...compareWork(component, observed.work),
    ...comparePaths(paths, component, observed.work),
  ];
}

interface Fact {
  readonly what: string;
  readonly said: unknown;
  readonly saw: unknown;
  readonly same?: boolean;
}

function compareWork(work: Work, observed: ObservedWork): readonly Disagreement[] {
  const { name, span, classSpan } = work;
  return factsOf(work, observed).flatMap(({ what, said, saw, same = sameEncoded(said, saw) }) =>
    same
      ? []
      : [
          {
            subject: `${what} of \`${name}\``,
            said: show(said),
            saw: show(saw),
            span,
            related: [{ span: classSpan, message: "its class" }],
          },
        ],
  );
}

function factsOf(work: Work, observed: ObservedWork): readonly Fact[] {
  const { class: type, settings, compute, python } = work;
  const isBound = observed.class.includes("#") && !type.startsWith("thunderhead");
  return [
    {
      what: "the class",
      said: type,
      saw: observed.class,
      same: !isBound || type === observed.class,
    },
    ...argumentFacts(work, observed),
    ...Object.keys({ ...settings, ...observed.settings }).map((key) => ({
      what: `the setting \`${key}\``,
      said: Reflect.get(settings, key),
      saw: Reflect.get(observed.settings, key),
    })),
    { what: "the compute", said: compute.name, saw: computeName(observed) },
    { what: "the nodes", said: compute.nodes, saw: observed.machine?.nodes ?? compute.nodes },
    {
      what: "the idle timeout",
      said: compute.idleTimeout,
      saw: observed.machine?.idleTimeout ?? compute.idleTimeout,
    },
    {
      what: "the interruptibility",
      said: compute.interruptible,
      saw: observed.machine?.interruptible ?? compute.interruptible,
    },
    {
      what: "the requirements",
      said: python?.requirements ?? [],
      saw: (observed.python && python ? observed.python.requirements : python?.requirements) ?? [],
    },
  ];
}

function argumentFacts(work: Work, { arguments: seen }: ObservedWork): readonly Fact[] {
  if (seen === undefined) return [];
  const count = Math.max(work.arguments.length, trimmed(seen).length);
  return Array.from({ length: count }, (_, index) => ({
    what: `argument ${index + 1}`,
    said: work.arguments[index],
    saw: seen[index],
  }));
}

/** What is left out at the end and `undefined` are the same. */
const trimmed = (list: readonly Encoded[]): readonly Encoded[] =>
  sameEncoded(list.at(-1), undefined) && list.length > 0 ? trimmed(list.slice(0, -1)) : list;

function computeName({ compute }: ObservedWork): unknown {
  if (typeof compute !== "object" || compute === null || Array.isArray(compute)) return "default";
  return Reflect.get(compute, "name");
}

function comparePaths(
  said: readonly PathNode[],
  work: Work,
  observed: ObservedWork,
): readonly Disagreement[] {
  const seen = new Map(observed.paths.map((path) => [path.field, path]));
  const unsaid = observed.paths.flatMap(({ field, path }) =>
    said.some((one) => one.field === field)
      ? []
      : [
          {
            subject: `the Path \`${work.name}.${field}\``,
            said: "no such Path",
            saw: show(path),
            span: work.span,
          },
        ],
  );
  const wrong = said.flatMap(({ field, name, path, keep, verify, span }) => {
    const one = seen.get(field);
    const facts = { path, keep, verify };
    const shown = one && { path: one.path, keep: one.keep, verify: one.verify };
    // Paths inside lists and records of a work are told by their field alone.
    if (field.includes(".") || sameEncoded(facts, shown)) return [];
    return [{ subject: `the Path \`${name}\``, said: show(facts), saw: show(shown), span }];
  });
  return [...unsaid, ...wrong];
}
