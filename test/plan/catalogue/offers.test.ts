/** `thunderhead gpus`: what a wish may become, cheapest first, and where, under which quota, for how much. */
import { expect, test } from "vitest";
import { regionNames } from "#providers/aws/catalogue/region.ts";
import { awsOffers } from "#providers/aws/offers.ts";

test.each([undefined, "80GB+", "24GB+:4", "L4", "A100:8", "gpu-fast-multi"])(
  "%s: cheapest first, sold somewhere, under a quota",
  (wish) => {
    for (const region of regionNames) {
      const { offers, refusal } = awsOffers(wish, region);
      const prices = offers.map(({ price }) => price);
      expect(prices).toEqual(prices.toSorted((one, other) => one - other));
      for (const { name, zones, quota, price } of offers) {
        expect(zones, `${name} in ${region}`).not.toEqual([]);
        expect(quota.code).toMatch(/^L-[0-9A-F]{8}$/);
        expect(price).toBeGreaterThan(0);
      }
      expect(offers.length > 0 || refusal !== undefined).toBe(true);
    }
  },
);

test("memory is what cards are sold with: an L4 has 24 GB", () => {
  const [first] = awsOffers("24GB+", "us-east-1").offers;
  expect(first).toMatchObject({ name: "g6.xlarge", accelerator: { name: "L4", memory: 24 } });
  const [four] = awsOffers("24GB+:4", "us-east-1").offers;
  expect(four).toMatchObject({ name: "g6.12xlarge", accelerator: { count: 4 } });
});

test("half the price of an H100 comes first among cards of 80 GB", () => {
  const names = awsOffers("80GB+", "us-east-1").offers.map(({ name }) => name);
  expect(names.indexOf("g7e.2xlarge")).toBe(0);
  expect(names).toContain("p5.4xlarge");
});
