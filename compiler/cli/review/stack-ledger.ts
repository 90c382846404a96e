import type { Packed } from "#compiler";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import type { ReviewedResource, ReviewTable } from "#plan/review.ts";
import type { StateResource } from "#review/deployed.ts";
import { nameInUrn, qualifiedType } from "#review/registration.ts";
import { deploymentOf } from "../engine/session.ts";
import { staleCode } from "../launches/stale-code.ts";
import { say } from "../render/print.ts";
import type { Prepared } from "./prepare.ts";

interface Reviewed {
  readonly prepared: Pick<Prepared, "app"> & { readonly compiled: Packed | undefined };
  readonly table: ReviewTable;
  readonly target: string;
  readonly stack: string;
}

/** What the ledger of a stack keeps of other code than would be deployed; a line says why where nobody can tell. */
export async function staleInStack(
  resources: readonly StateResource[],
  { prepared: { app, compiled }, table, target, stack }: Reviewed,
): Promise<readonly Diagnostic[]> {
  const asGiven = resources.map(reviewed);
  const manifest = table.manifest(asGiven);
  const deployment = table.deployment(asGiven);
  if (!compiled || manifest === undefined || deployment === undefined) return [];
  const { keptCalls } = await deploymentOf(target, app?.settings.section(target));
  const calls = await keptCalls({ manifest, deployment });
  if (typeof calls !== "string") return staleCode(compiled, { calls, stack });
  say(`Which calls on stack ${stack} came of other code is not known here: ${calls}`);
  return [];
}

/** With the values that the state has: nothing is named in a program's words. */
function reviewed({ urn, inputs }: StateResource): ReviewedResource {
  const type = qualifiedType(urn);
  return {
    type: type.slice(type.lastIndexOf("$") + 1),
    name: nameInUrn(urn),
    urn,
    inputs,
    options: {},
  };
}
