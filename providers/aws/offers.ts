import type { Offer, Offers } from "#plan/offers.ts";
import { generalName } from "./catalogue/names.ts";
import { fits, parseNeed } from "./catalogue/need.ts";
import { quotaOf } from "./catalogue/quotas.ts";
import { isSoldIn, zonesSelling } from "./catalogue/region.ts";
import { choose } from "./catalogue/request.ts";
import {
  byPrice,
  findType,
  isSold,
  machineTypes,
  pricedRegion,
  pricesAsOf,
  type SoldType,
  soldMemory,
} from "./catalogue/types.ts";
import { refusalOf } from "./lower/check.ts";

/** What the region sells that fits the wish; without a wish, everything with an accelerator. */
export function awsOffers(wish: string | undefined, region: string): Offers {
  const fitting = machineTypes
    .filter(isSold)
    .filter((type) => isMeant(type, wish) && isSoldIn(region, type));
  const offers = fitting.toSorted(byPrice).map((type) => offerOf(type, region));
  const choice = wish === undefined ? undefined : choose({ name: wish, nodes: 1 }, region);
  const chosen = choice?.kind === "found" ? choice.types.map(({ name }) => name) : [];
  const about = { region, pricesAsOf, priceRegion: pricedRegion, offers, chosen };
  return offers.length > 0 ? about : { ...about, refusal: refusalSentence(wish ?? "", region) };
}

function isMeant(type: SoldType, wish: string | undefined): boolean {
  if (wish === undefined) return type.accelerator !== undefined;
  const general = generalName(wish)?.alternatives.flat();
  if (general) return general.includes(type.name);
  if (findType(wish)) return type.name === wish;
  const need = parseNeed(wish);
  return need !== undefined && fits(type, need);
}

function offerOf(type: SoldType, region: string): Offer {
  const { name, vcpu, memory, nvme, price, accelerator } = type;
  const { name: quota, onDemand, spot } = quotaOf(name);
  return {
    name,
    accelerator: accelerator && {
      name: accelerator.name,
      count: accelerator.count,
      memory: soldMemory(accelerator),
    },
    vcpu,
    memory,
    nvme,
    zones: zonesSelling(region, name),
    quota: { name: quota, code: onDemand, spot },
    price,
  };
}

function refusalSentence(wish: string, region: string): string {
  const choice = choose({ name: wish, nodes: 1 }, region);
  return choice.kind === "found" ? "" : refusalOf(choice, region);
}
