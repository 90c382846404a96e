/**
 * What AWS's resources are, for a review: which hold data, who gets in, what roles may do, what things cost,
 * what quotas they need, and what a change does to machines. Data and readings only; comparing is
 * `compiler/review`'s business.
 */
import type { ReviewedResource, ReviewTable } from "#plan/review.ts";
import replacements from "../catalogue/replacements.json" with { type: "json" };
import { pricesAsOf } from "../catalogue/types.ts";
import { describeChange } from "./describe.ts";
import { doors } from "./doors.ts";
import { effect } from "./effects.ts";
import { grants } from "./grants.ts";
import { textAt } from "./inputs.ts";
import { machineFacts, scalingGroups } from "./machines.ts";
import { prices, unpriced } from "./prices.ts";
import { quotas } from "./quotas.ts";
import { stores } from "./stores.ts";
import { traffic } from "./traffic.ts";

export const awsReview: ReviewTable = {
  replacements,
  read: (resources) => {
    const groups = scalingGroups(resources);
    const granted = grants(resources);
    const machines = machineFacts(groups);
    return {
      stores: stores(resources),
      doors: doors(resources),
      grants: granted,
      prices: prices(resources),
      pricesAsOf,
      unpriced: unpriced(resources),
      traffic: traffic(granted, machines),
      quotas: quotas(groups),
      machines,
    };
  },
  effect,
  describe: describeChange,
  codeOf,
  manifest: (resources) => uploaded("manifest.json", resources),
  deployment: (resources) => uploaded("deployment.json", resources),
};

const uploadType = "aws:s3/bucketObjectv2:BucketObjectv2";

function uploaded(key: string, resources: readonly ReviewedResource[]): string | undefined {
  const uploads = resources.filter((one) => one.type === uploadType);
  const found = uploads.find(({ inputs }) => textAt(inputs, "key") === key);
  return textAt(found?.inputs, "content");
}

/** Archives lie below the id of whose they are; the flow's, what machines boot from, and the list of all, are the flow's. */
function codeOf({ type, inputs }: ReviewedResource): string | undefined {
  if (type !== uploadType) return undefined;
  const key = textAt(inputs, "key") ?? "";
  return /^(flow\/|boot\/|manifest\.json$)/.test(key) ? "root" : /^works\/([^/]+)\//.exec(key)?.[1];
}
