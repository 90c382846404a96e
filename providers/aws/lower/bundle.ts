import type { ComponentName } from "#graph/graph.ts";
import { literal, reference } from "#plan/expression.ts";
import type { Call } from "#plan/plan.ts";
import type { BundleNode } from "#plan/provider.ts";
import { type AwsContext, component, registered } from "./calls.ts";

/** One call uploads all bundles, whatever their number: it reads the manifest when the program runs. */
export function bundlesCall({ graph, bundles }: AwsContext): Call {
  const ids = new Map(graph.components.map(({ name, id }) => [name, id]));
  return component("Bundles", {
    name: "bundles",
    symbol: "bundle objects",
    identifier: "bundleObjects",
    arguments: { bucket: reference("bundles"), directory: literal("bundles") },
    origin: {
      comment: [
        "Code from the last compile. It is not part of this program: new code, same machines.",
      ],
      because: "machines run what the last compile made of the app",
    },
    registers: [
      registered("s3 BucketObjectv2", "manifest.json"),
      ...bundles
        .flatMap((bundle) => keysOf(bundle, ids))
        .map((key) => registered("s3 BucketObjectv2", key)),
    ],
  });
}

function keysOf(
  { kind, file, works }: BundleNode,
  ids: ReadonlyMap<ComponentName, string>,
): readonly string[] {
  const archive = file.slice(file.lastIndexOf("/") + 1);
  if (kind === "flow") return [`flow/${archive}`];
  return works.flatMap((work) => {
    const id = ids.get(work);
    return id === undefined ? [] : [`works/${id}/${archive}`];
  });
}
