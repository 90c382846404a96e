import {
  computeElsewhere,
  computeTooDear,
  computeUnknown,
  configBlockOver,
  configUnknownKey,
  configWrongValue,
  diskNoSharedMemory,
  diskTooSmall,
  serviceNotPublic,
} from "#diagnostics/catalogue.gen.ts";
import type { Diagnostic, Fix } from "#diagnostics/diagnostic.ts";
import type { Sink } from "#diagnostics/sink.ts";
import { didYouMean } from "#diagnostics/words.ts";
import type { Compute } from "#graph/compute.ts";
import { type AppGraph, works } from "#graph/graph.ts";
import { machineGroups } from "#graph/machine-group.ts";
import { pools, worksAndPools } from "#graph/pool.ts";
import type { Work } from "#graph/work.ts";
import { leastDisk } from "../catalogue/region.ts";
import { choose, type Refusal } from "../catalogue/request.ts";
import { describeType, pricedRegion, pricesAsOf, type SoldType } from "../catalogue/types.ts";
import type { AwsOptions } from "../options.ts";
import { checkExpectations } from "./check-expects.ts";
import { checkIdle } from "./check-idle.ts";
import { checkPackages } from "./check-packages.ts";
import { checkPython } from "./pythons.ts";

/** Every compute that the app names is something AWS sells in the region, for what the app would pay. */
export function checkComputes(graph: AppGraph, options: AwsOptions, sink: Sink): void {
  const { region } = options;
  const { flowCompute } = graph.app;
  const asked = worksAndPools(graph).map(({ compute }) => compute);
  for (const compute of flowCompute ? [flowCompute, ...asked] : asked) {
    const choice = choose(compute, region);
    if (choice.kind === "found") {
      checkDisk(compute, choice.types, sink);
      checkShared(compute, choice.types, sink);
    } else sink.report(refuse[choice.kind](choice, { compute, region }));
  }
  for (const work of worksAndPools(graph)) {
    checkPython(work, sink);
    checkWork(work, region, sink);
  }
  for (const work of works(graph)) checkPublic(work, options, sink);
  checkExpectations(graph, region, sink);
}

/** Machines of any of the types have room for their image. */
function checkDisk({ diskSize, span }: Compute, types: readonly SoldType[], sink: Sink): void {
  if (diskSize === undefined) return;
  const type = types.find((one) => diskSize < leastDisk(one));
  if (type === undefined) return;
  const values = { asked: `${diskSize}`, machine: type.name, least: `${leastDisk(type)}` };
  sink.report(diskTooSmall(span, values));
}

/** So have they for the memory that processes share. */
function checkShared({ shmSize, span }: Compute, types: readonly SoldType[], sink: Sink): void {
  if (shmSize === undefined) return;
  const type = types.find(({ memory }) => shmSize > memory * 1024);
  if (type === undefined) return;
  const values = { asked: `${shmSize}`, machine: type.name, memory: `${type.memory}` };
  sink.report(diskNoSharedMemory(span, values));
}

/** The whole internet gets to a port on a balancer, and to nothing else. */
function checkPublic({ name, settings, port, span }: Work, { access }: AwsOptions, sink: Sink) {
  if (!settings.public) return;
  if (port === undefined) {
    sink.report(serviceNotPublic(span, { work: name, why: "it declares no port" }));
  } else if (access.kind === "tunnel") {
    const why = 'with `access: "tunnel"` nothing of the app is reachable from outside';
    sink.report(serviceNotPublic(port.span, { work: name, why }));
  }
}

/** What a work does with its machine, where there is one. */
function checkWork(work: Work, region: string, sink: Sink): void {
  const choice = choose(work.compute, region);
  const [type] = choice.kind === "found" ? choice.types : [];
  if (type === undefined) return;
  checkIdle(work, type, sink);
  checkPackages(work, type, sink);
}

/** A sentence for people who ask before they write. */
export const refusalOf = ({ offers, didYouMean }: Refusal, region: string): string =>
  offersSentence(offers, region) || didYouMean;

/** Reservations are of machines that the app has, and on demand. */
export function checkReservations(graph: AppGraph, options: AwsOptions, sink: Sink): void {
  const all = [...machineGroups(graph), ...pools(graph)];
  const groups = new Map(all.map((group) => [group.name, group]));
  for (const [name, reservation] of Object.entries(options.reservations ?? {})) {
    const { id } = reservation;
    if (reservation.block && Date.parse(reservation.ends) <= Date.now())
      sink.report(configBlockOver(undefined, { name, id, ends: reservation.ends }));
    const key = `aws.reservations.${name}`;
    const group = groups.get(name);
    if (!group) {
      const nearest = didYouMean(name, [...groups.keys()]);
      sink.report(configUnknownKey(undefined, { key, nearest }));
    } else if (group.compute.interruptible) {
      const expected = `left out, or \`${name}\` not \`interruptible\`: reserved machines are never taken away`;
      sink.report(configWrongValue(undefined, { key, value: `\`${id}\``, expected }));
    }
  }
}

interface Place {
  readonly compute: Compute;
  readonly region: string;
}

const refuse = {
  unknown: (refusal, { compute, region }) => {
    const { name, offers, didYouMean } = refusal;
    const nearest = refusalOf(refusal, region);
    const [question] = /`([^`]+)`/.exec(didYouMean)?.slice(1) ?? [];
    const guess = soldAs(question, { compute, region });
    const fix =
      offers.length > 0
        ? fixesOf(refusal, compute)
        : replaceName(compute, { name, instead: guess });
    return computeUnknown(compute.span, { name, nearest }, { fix });
  },
  elsewhere: (refusal, { compute, region }) => {
    const { name } = refusal;
    const fix = fixesOf(refusal, compute);
    const nearest = refusalOf(refusal, region);
    return computeElsewhere(compute.span, { name, region, nearest }, { fix });
  },
  dear: ({ name, offers }, { compute, region }) => {
    const [type] = offers;
    const costs = type ? `${offer(type)} each` : "more";
    return computeTooDear(compute.span, {
      name,
      limit: `${compute.maxHourlyCost ?? 0}`,
      nodes: compute.nodes === 1 ? "one machine" : `${compute.nodes} machines`,
      cheapest: `${costs} (${datedFor(region)})`,
    });
  },
} satisfies Record<Refusal["kind"], (refusal: Refusal, place: Place) => Diagnostic>;

/** The words that come nearest may be a card which is only sold in another number. */
const soldAs = (name: string | undefined, { compute, region }: Place): string | undefined =>
  name !== undefined && choose({ ...compute, name }, region).kind === "found" ? name : undefined;

const offersSentence = (offers: readonly SoldType[], region: string): string =>
  offers.length > 0 ? `AWS sells ${offers.map(offer).join("; ")} (${datedFor(region)}).` : "";

const offer = (type: SoldType): string =>
  `\`${type.name}\` (${describeType(type)}) for ${type.price.toFixed(2)}`;

const datedFor = (region: string): string =>
  region === pricedRegion
    ? `$/h of ${pricesAsOf}, ${region}`
    : `$/h of ${pricesAsOf} in ${pricedRegion}; ${region} differs by some per cent`;

/** Each of what comes near, with what it costs. */
const fixesOf = ({ name, offers }: Refusal, compute: Compute): readonly Fix[] =>
  offers.flatMap((type) => replaceName(compute, { name, instead: type.name, price: type.price }));

/** Where it stands: alone, or as one of several. */
function replaceName(
  { name, span, alternatives = [] }: Compute,
  given: { readonly name: string; readonly instead: string | undefined; readonly price?: number },
): readonly Fix[] {
  const { instead, price } = given;
  const place = typeof name === "string" ? span : alternatives[name.anyOf.indexOf(given.name)];
  if (place === undefined || instead === undefined) return [];
  const cost = price === undefined ? "" : `, ${price.toFixed(2)} $/h`;
  return [
    {
      title: `Ask for ${instead}${cost}`,
      edits: [{ span: place, text: JSON.stringify(instead) }],
    },
  ];
}
