/**
 * Writes the catalogue anew from answers of AWS that were saved to files. What an answer does not name stays
 * as it is, with its own date: types that a region does not list, prices of a list that is not at hand.
 *
 *     aws ec2 describe-instance-types > types.json
 *     aws ec2 describe-instance-type-offerings --location-type availability-zone-id \
 *       --region eu-central-1 > offerings/eu-central-1.json
 *     aws ssm get-parameters --region eu-central-1 --names <those of region.ts> > images/eu-central-1.json
 *     npm run catalogue -- --as-of 2026-11 --types types.json --offerings offerings/eu-central-1.json
 *     npm run catalogue -- --as-of 2026-11-20 --prices index.csv
 *
 * Files of offerings and images are named for their region. Read the diff: a line a type.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { machines as knownMachines } from "../machines.gen.ts";
import type { Regions } from "../region.ts";
import { regions as knownRegions } from "../regions.gen.ts";
import {
  offeringsAnswer,
  parametersAnswer,
  pricesOf,
  typesAnswer,
  zonesByType,
} from "./answers.ts";
import { withFacts, withImages, withOfferings, withPrices, worthListing } from "./merge.ts";
import { printMachines, printRegions } from "./print.ts";

const { values: given } = parseArgs({
  options: {
    "as-of": { type: "string" },
    types: { type: "string" },
    offerings: { type: "string", multiple: true },
    images: { type: "string", multiple: true },
    prices: { type: "string" },
  },
});
const asOf = given["as-of"];
if (asOf === undefined) throw new Error("Say with --as-of of when the answers are: 2026-11.");
const source = `EC2 ${asOf}`;

const types = given.types ? v.parse(typesAnswer, json(given.types)).InstanceTypes : [];
const prices = given.prices ? pricesOf(text(given.prices)) : new Map<string, number>();
const measured = withFacts(knownMachines, { types, source });
const machines = withPrices(measured, { prices, source: `price list ${asOf}` }).filter(
  worthListing,
);

const offered = (given.offerings ?? []).reduce<Regions>((regions, file) => {
  const zones = zonesByType(v.parse(offeringsAnswer, json(file)));
  return withOfferings(regions, { region: regionOf(file), zones, machines, source });
}, knownRegions);
const regions = (given.images ?? []).reduce<Regions>((regions, file) => {
  const { Parameters } = v.parse(parametersAnswer, json(file));
  const ids = new Map(Parameters.map(({ Name, Value }) => [Name, Value]));
  return withImages(regions, { region: regionOf(file), ids, asOf });
}, offered);

write("machines.gen.ts", printMachines(machines));
write("regions.gen.ts", printRegions(regions));

function regionOf(file: string): string {
  return basename(file, ".json");
}

function text(file: string): string {
  return readFileSync(file, "utf8");
}

function json(file: string): unknown {
  return JSON.parse(text(file));
}

function write(file: string, content: string): void {
  writeFileSync(join(import.meta.dirname, "..", file), content);
}
