import type { Fabric } from "#graph/expectation.ts";
import { environmentSet } from "../checks/python-environment.ts";
import { spanOfPython } from "../checks/python-works.ts";
import type { Saying } from "./expects.ts";

/** Variables that send data between nodes over EFA, and over nothing else. */
const variables: Readonly<Record<string, RegExp>> = {
  FI_PROVIDER: /^efa$/u,
  FI_EFA_USE_DEVICE_RDMA: /^1$/u,
  NCCL_NET: /^(?:ofi|aws libfabric)$/iu,
  NCCL_NET_PLUGIN: /ofi/iu,
};

const wants = (variable: string, value: unknown): boolean =>
  typeof value === "string" &&
  Object.hasOwn(variables, variable) &&
  (variables[variable]?.test(value) ?? false);

export function fabricExpected({ work, python }: Saying): readonly Fabric[] {
  const own = Object.entries(work.settings.env).flatMap(([variable, value]) =>
    wants(variable, value) ? [{ variable, span: work.span }] : [],
  );
  const inScript = (python?.files ?? []).flatMap((file) =>
    environmentSet(file.source.tokens, work.settings.env).flatMap(({ variable, place, ...at }) =>
      wants(variable, place) ? [{ variable, span: spanOfPython(file, at) }] : [],
    ),
  );
  return [...own, ...inScript].slice(0, 1).map((found) => ({ kind: "fabric", ...found }));
}
