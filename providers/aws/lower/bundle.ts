import { classesOf, isPooled, worksAndPools } from "#graph/pool.ts";
import type { Work } from "#graph/work.ts";
import { literal, reference } from "#plan/expression.ts";
import type { Call } from "#plan/plan.ts";
import { type AwsContext, component, registered } from "./calls.ts";
import { architecturesOf, layoutOf } from "./layout.ts";
import { pythonArchitectures } from "./pythons.ts";

/** One call uploads all bundles, whatever their number: it reads the manifest when the program runs. */
export function bundlesCall({ graph, options }: AwsContext): Call {
  const layout = layoutOf(graph, options);
  const programs = [
    ...architecturesOf(layout).map((kind) => `node-${kind}`),
    ...pythonArchitectures(layout).map((kind) => `uv-${kind}`),
  ];
  const boot = ["boot.sh", "boot.list", "runtime", ...programs, "machines"].map(
    (name) => `boot/${name}`,
  );
  const code = ["manifest.json", "flow", ...worksAndPools(graph).flatMap(archivesOf)];
  return component("Bundles", {
    name: "bundles",
    symbol: "bundle objects",
    identifier: "code",
    arguments: { bucket: reference("bundles"), directory: literal("bundles") },
    origin: {
      comment: [
        "Code from the last compile. It is not part of this program: new code, same machines.",
      ],
      because: "machines run what the last compile made of the app",
    },
    registers: [...code, ...boot].map((name) => registered("s3 BucketObjectv2", name)),
  });
}

/** Elements of a map may be of several classes. */
const archivesOf = (work: Work): readonly string[] =>
  isPooled(work)
    ? classesOf(work.map).map((one) => `works/${work.id}#${one}`)
    : [`works/${work.id}`];
