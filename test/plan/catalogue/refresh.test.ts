import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import { machines } from "#providers/aws/catalogue/machines.gen.ts";
import { pricesOf, typesAnswer, zonesByType } from "#providers/aws/catalogue/refresh/answers.ts";
import {
  withFacts,
  withImages,
  withOfferings,
  withPrices,
} from "#providers/aws/catalogue/refresh/merge.ts";
import { printMachines, printRegions } from "#providers/aws/catalogue/refresh/print.ts";
import { imageParameters } from "#providers/aws/catalogue/region.ts";
import { regions } from "#providers/aws/catalogue/regions.gen.ts";

const catalogue = join(import.meta.dirname, "../../../providers/aws/catalogue");
const text = (file: string): string => readFileSync(file, "utf8");

test("the files are what the command writes", () => {
  expect(text(join(catalogue, "machines.gen.ts"))).toBe(printMachines(machines));
  expect(text(join(catalogue, "regions.gen.ts"))).toBe(printRegions(regions));
});

const answer: unknown = JSON.parse(text(join(import.meta.dirname, "describe-instance-types.json")));
const types = v.parse(typesAnswer, answer).InstanceTypes;
const after = withFacts(machines, { types, source: "EC2 2099-01" });
const row = (name: string) => after.find((one) => one.name === name);

test("an answer of EC2 measures what it names, and leaves price and date of price", () => {
  expect(row("p5.48xlarge")).toMatchObject({
    vcpu: 192,
    memory: 2048,
    networkCards: 32,
    efa: 32,
    nvme: 30_400,
    accelerator: { name: "H100", count: 8, memory: 80 },
    source: { facts: "EC2 2099-01", price: "price list 2026-07-20" },
  });
  expect(row("t4g.small")?.architecture).toBe("arm64");
});

test("a slice of a card says its share", () => {
  expect(row("g6f.xlarge")?.accelerator).toMatchObject({ name: "L4", count: 0.125 });
});

test("what it does not name stays, of AWS's own chips their count, and nano machines stay out", () => {
  expect(row("g7.2xlarge")).toEqual(machines.find(({ name }) => name === "g7.2xlarge"));
  expect(row("inf2.xlarge")?.accelerator).toMatchObject({ name: "Inferentia2", count: 1 });
  expect(row("t3.nano")).toBeUndefined();
});

test("a price list prices plain Linux on demand, and nothing else of the same type", () => {
  const titles = `"TermType","Instance Type","Operating System","Pre Installed S/W","CapacityStatus","Tenancy","Currency","PricePerUnit"`;
  const prices = pricesOf(
    [
      '"FormatVersion","v1.0"',
      titles,
      '"OnDemand","g6.8xlarge","Linux","NA","Used","Shared","USD","3.5"',
      '"OnDemand","g6.8xlarge","Windows","NA","Used","Shared","USD","9"',
      '"OnDemand","g6.8xlarge","Linux","SQL Std","Used","Shared","USD","8"',
      '"Reserved","g6.8xlarge","Linux","NA","Used","Shared","USD","1"',
      '"OnDemand","p3.2xlarge","Linux","NA","Used","Shared","USD","3.06"',
    ].join("\r\n"),
  );
  const priced = withPrices(machines, { prices, source: "price list 2099-01-02" });
  const find = (name: string) => priced.find((one) => one.name === name);
  expect(find("g6.8xlarge")).toMatchObject({
    price: 3.5,
    source: { facts: "EC2 2026-05", price: "price list 2099-01-02" },
  });
  expect(find("p3.2xlarge")?.price).toBe("leaving");
});

test("offerings are kept by the zones that sell; local zones have no place", () => {
  const zones = zonesByType({
    InstanceTypeOfferings: [
      { InstanceType: "t3.micro", Location: "xxn1-az2" },
      { InstanceType: "t3.micro", Location: "xxn1-az10" },
      { InstanceType: "t3.micro", Location: "xxn1-osl1-az1" },
      { InstanceType: "unheard.of", Location: "xxn1-az2" },
    ],
  });
  const learnt = withOfferings(
    {},
    { region: "xx-north-1", zones, machines, source: "EC2 2099-01" },
  );
  expect(learnt["xx-north-1"]).toMatchObject({
    prefix: "xxn1-az",
    sells: { "2 10": ["t3.micro"] },
  });
});

test("images go by the parameters that hold their ids", () => {
  const ids = new Map([[imageParameters.cpu, "ami-1"]]);
  const learnt = withImages(regions, { region: "us-east-1", ids, asOf: "2099-01-02" });
  expect(learnt["us-east-1"]).toMatchObject({
    imagesAsOf: "2099-01-02",
    images: { cpu: "ami-1", cpuArm: regions["us-east-1"]?.images.cpuArm },
  });
});
