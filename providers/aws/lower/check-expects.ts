/** What a work's code takes for granted, against the machines it may get. */
import {
  computeNoEfa,
  computeProcessesDiffer,
  diskModelTooLarge,
} from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { Expectation, Fabric, Model, Processes } from "#graph/expectation.ts";
import { type AppGraph, works } from "#graph/graph.ts";
import type { Work } from "#graph/work.ts";
import { isSoldIn, leastDisk } from "../catalogue/region.ts";
import { choose } from "../catalogue/request.ts";
import { briefly, byPrice, isSold, machineTypes, type SoldType } from "../catalogue/types.ts";

interface Place {
  readonly work: Work;
  /** Any of them may be the machine. */
  readonly types: readonly [SoldType, ...SoldType[]];
  readonly region: string;
  readonly sink: Sink;
  /** Also of other works. */
  readonly all: readonly Expectation[];
}

export function checkExpectations(graph: AppGraph, region: string, sink: Sink): void {
  const all = works(graph).flatMap(({ expects = [] }) => expects);
  for (const work of works(graph)) {
    if (work.expects === undefined) continue;
    const choice = choose(work.compute, region);
    if (choice.kind !== "found") continue;
    const place: Place = { work, types: choice.types, region, sink, all };
    for (const one of work.expects) checkExpectation(one, place);
  }
}

function checkExpectation(expected: Expectation, place: Place): void {
  if (expected.kind === "processes") checkProcesses(expected, place);
  else if (expected.kind === "model") checkModel(expected, place);
  else checkFabric(expected, place);
}

/** A process for each GPU: more of them cannot compute, with fewer some of what is paid for waits. */
function checkProcesses(expected: Processes, { work, types, sink, all }: Place): void {
  const { count, per, launcher, span } = expected;
  const { nodes } = work.compute;
  const gpusOf = (type: SoldType) => gpus(type) * (per === "all" ? nodes : 1);
  if (types.some((type) => gpus(type) === 0)) return;
  const tooMany = types.find((type) => count > gpusOf(type));
  const tooFew = isAlone(work) && types.every((type) => count < gpusOf(type));
  const type = tooMany ?? (tooFew ? types[0] : undefined);
  if (type === undefined) return;
  const each = nodes === 1 ? "" : per === "all" ? ` on ${nodes} nodes` : " on each node";
  const there = gpusOf(type);
  const values = {
    work: work.name,
    processes: `${counted(count, "process", "processes")}${each}`,
    launcher,
    machine: nodes > 1 && per === "all" ? `${nodes} × ${type.name}` : type.name,
    verb: nodes > 1 && per === "all" ? "have" : "has",
    gpus: counted(there, "GPU", "GPUs"),
  };
  const sameForAll = types.every((one) => gpusOf(one) === there);
  const fix = sameForAll ? numberFix(expected, { all, text: `${there}` }) : undefined;
  sink.report(computeProcessesDiffer(span, values, { fix }));
}

/** Nothing else of the app uses the GPUs: no second launch, no other work. */
const isAlone = ({ compute, expects = [] }: Work): boolean =>
  compute.colocationGroup === undefined &&
  !compute.shared &&
  expects.filter(({ kind }) => kind === "processes").length === 1;

/** A slice of a GPU looks like one. */
const gpus = ({ accelerator }: SoldType): number => Math.ceil(accelerator?.count ?? 0);

const counted = (count: number, one: string, several: string): string =>
  `${count} ${count === 1 ? one : several}`;

/** A number that several works share is no work's own to change. */
function numberFix(
  { digits, count }: Processes,
  { all, text }: { readonly all: readonly Expectation[]; readonly text: string },
): Fix | undefined {
  if (digits === undefined) return undefined;
  const sharers = all.filter(
    (one) =>
      one.kind === "processes" &&
      one.digits?.file === digits.file &&
      one.digits.start === digits.start,
  );
  if (sharers.length > 1) return undefined;
  const title = `Start ${text} instead of ${count}`;
  return { title, edits: [{ span: digits, text }] };
}

/** Two bytes for each parameter, on the disk that has the home: no work's cache lies on the quick ones by itself. */
function checkModel({ name, parameters, span }: Model, { work, types, sink }: Place): void {
  const bytes = parameters * 2e9;
  const { diskSize = 0 } = work.compute;
  const diskOf = (type: SoldType) => Math.max(leastDisk(type), diskSize);
  const type = types.find((one) => bytes > diskOf(one) * 2 ** 30);
  if (type === undefined) return;
  const size = `${Math.round(bytes / 1e9)}`;
  const values = {
    work: work.name,
    model: name,
    size,
    machine: type.name,
    disk: `${diskOf(type)}`,
  };
  sink.report(diskModelTooLarge(span, values));
}

function checkFabric({ variable, span }: Fabric, { work, types, region, sink }: Place): void {
  const type = types.find(({ efa }) => efa === 0);
  if (type === undefined) return;
  const [instead] = withEfa(type, region);
  const nearest = instead
    ? `\`${instead.name}\` (${briefly(instead)}) has it, for ${instead.price.toFixed(2)} $/h.`
    : "";
  const values = { work: work.name, variable, machine: type.name, nearest };
  const { name, span: place } = work.compute;
  const isNamed = typeof name === "string" && !work.compute.shared && instead !== undefined;
  const fix = isNamed
    ? {
        title: `Ask for ${instead.name}`,
        edits: [{ span: place, text: JSON.stringify(instead.name) }],
      }
    : undefined;
  sink.report(computeNoEfa(span, values, { fix }));
}

/** Cheapest first: the same cards, at least as many of them. */
const withEfa = ({ accelerator, architecture }: SoldType, region: string): readonly SoldType[] =>
  machineTypes
    .filter(isSold)
    .filter(
      (one) =>
        one.efa > 0 &&
        one.architecture === architecture &&
        one.accelerator?.name === accelerator?.name &&
        (one.accelerator?.count ?? 0) >= (accelerator?.count ?? 0) &&
        isSoldIn(region, one),
    )
    .toSorted(byPrice);
