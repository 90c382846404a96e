import type { PathNode } from "#graph/path.ts";
import { calls } from "#plan/plan.ts";
import type { Span } from "#source/span.ts";
import { shortToken } from "./component.ts";
import { type Story, step, type Told } from "./story.ts";
import { originSteps } from "./value.ts";

/** Who writes it, who may read it and by which call, and which resource holds it. */
export function pathStory(path: PathNode, { graph, plan, provenance }: Told): Story {
  const { name, id, producer, keep } = path;
  const readers = graph.edges.filter((edge) => edge.path === name);
  const writer = graph.components.find((one) => one.name === producer);
  const versions = keep === "all" ? "every version" : `the last ${keep} versions`;
  return {
    kind: "path",
    name,
    title: `\`${name}\` is the Path \`${path.path}\`; its id is \`${id}\`, and ${versions} are kept`,
    steps: [
      step("made here", path.span),
      ...originSteps(provenance.named.get(name), provenance).filter(
        ({ span }) => span && !isInside(span, path.span),
      ),
      step(`written by \`${producer}\` alone`, writer?.span),
      ...readers.map(({ consumer, span }) =>
        step(`read by \`${consumer}\`, which is handed it here`, span),
      ),
      ...(readers.length === 0 ? [step("read by nobody")] : []),
      ...calls(plan)
        .filter(({ registers }) =>
          registers.some(({ type }) => /[fF]ileSystem$|PersistentVolume/.test(type)),
        )
        .map(({ token, logicalName }) => step(`lies on ${shortToken(token)} \`${logicalName}\``)),
    ],
  };
}

/** What stands in the very place that was told already. */
const isInside = (inner: Span, outer: Span): boolean =>
  inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
