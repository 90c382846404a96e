import type { Offer, Offers } from "#plan/offers.ts";
import { diskHost } from "#source/disk-host.ts";
import type { Invocation } from "../invocation.ts";
import { sellers } from "../offers.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print, say } from "../render/print.ts";
import { table } from "../render/table.ts";
import { readSettings } from "../settings.ts";

/** Lists what a wish may become, cheapest first, in the region that the configuration names. */
export async function run({ argument: wish, directory, flags, sink }: Invocation): Promise<number> {
  const settings = await readSettings({ directory, host: diskHost, sink });
  await printDiagnostics(sink.diagnostics(), { directory, texts: () => undefined });
  if (sink.hasErrors()) return 2;
  const target = flags.value("target") ?? settings.target;
  const ask = Object.hasOwn(sellers, target) ? sellers[target] : undefined;
  if (!ask) {
    say(`\`${target}\` sells no machines: it takes those that a cluster has.`);
    return 2;
  }
  const region = flags.value("region");
  const offers = await ask(wish, { section: settings.section(target), region });
  if (flags.has("json")) print(`${JSON.stringify({ version: 1, ...offers }, undefined, 2)}\n`);
  else printOffers(offers, wish);
  return offers.offers.length > 0 ? 0 : 2;
}

function printOffers({ offers, refusal, ...about }: Offers, wish: string | undefined): void {
  if (offers.length === 0) {
    say(`${about.region} sells nothing that fits \`${wish ?? ""}\`. ${refusal ?? ""}`.trimEnd());
    return;
  }
  const titles = ["type", "card", "GB each", "vCPU", "GiB", "$/h", "$/card", "quota", "zones"];
  print(`${table([titles, ...offers.map(rowOf)])}\n`);
  say(`\n${footnote(about)}`);
}

function rowOf({ name, accelerator, vcpu, memory, price, quota, zones }: Offer): readonly string[] {
  const perCard = accelerator ? (price / accelerator.count).toFixed(2) : "";
  return [
    name,
    accelerator ? `${accelerator.count} × ${accelerator.name}` : "",
    accelerator ? `${accelerator.memory}`.padStart(7) : "",
    `${vcpu}`.padStart(4),
    `${memory}`.padStart(4),
    price.toFixed(2).padStart(6),
    perCard.padStart(6),
    `${quota.name} (${quota.code})`,
    zones.map((zone) => zone.replace(/^.*-/, "")).join(" "),
  ];
}

function footnote({ region, pricesAsOf, priceRegion }: Omit<Offers, "offers">): string {
  const elsewhere = region === priceRegion ? "" : `; ${region} differs by some per cent`;
  return `Sold in ${region}. On demand, list prices of ${priceRegion} as of ${pricesAsOf}${elsewhere}. A zone is ${region}'s by its id.`;
}
