import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { volumeBeside } from "#providers/aws/runtime/volume-beside.ts";
import { temporary, trainOrder } from "../paths/orders.ts";

const placesIn = (root: string) => ({
  mountedIn: join(root, "mnt"),
  attempts: join(root, "attempts"),
  bundles: join(root, "bundles"),
});

it("what touches the volume is another process, and its failures are told", async () => {
  const ask = volumeBeside({ places: placesIn(temporary()), onDead: () => {} });
  const order = trainOrder();
  const places = await ask({ method: "prepare", order, rank: 0 });
  const [output] = order.outputs;
  if (output === undefined) throw new Error("The order has no output.");
  const how = { move: true, number: 1 };
  expect(await ask({ method: "publish", order, output, how })).toBeUndefined();
  writeFileSync(places.local["train.model"] ?? "", "weights");
  const version = await ask({ method: "publish", order, output, how });
  expect(version?.manifest.size).toBe(7);
  const input = {
    ...{ name: "other.model", producer: "other", producerId: "o1", pathId: "p1" },
    ...{ relative: "model", version: "v1", manifest: { files: [], size: 0 } },
  };
  expect(await ask({ method: "verify", input })).toEqual({ missing: "nothing is there" });
  await expect(
    ask({ method: "prepare", order: trainOrder({ inputs: [input] }), rank: 0 }),
  ).rejects.toThrow("train was given other.model");
  expect(await ask({ method: "release", order })).toBeUndefined();
});

it("one that ends takes with it what it was asked, and nothing else", async () => {
  const root = temporary();
  const once = join(root, "once");
  const program = join(root, "dies-once.mjs");
  writeFileSync(
    program,
    `import { existsSync, writeFileSync } from "node:fs";
     process.on("message", ({ request }) => {
       if (!existsSync(${JSON.stringify(once)})) { writeFileSync(${JSON.stringify(once)}, ""); process.exit(3); }
       process.send({ kind: "result", request, result: JSON.stringify({ missing: "it" }) });
     });`,
  );
  const ask = volumeBeside({ places: placesIn(root), program, onDead: () => {} });
  const order = trainOrder();
  await expect(ask({ method: "release", order })).rejects.toThrow("ended with code 3");
  expect(await ask({ method: "release", order })).toEqual({ missing: "it" });
});

it("a volume of which nothing is heard is dead, and nobody waits for it", async () => {
  const root = temporary();
  const program = join(root, "hangs.mjs");
  writeFileSync(program, `process.on("message", () => {});`);
  let dead = 0;
  const ask = volumeBeside({
    places: placesIn(root),
    program,
    patience: 400,
    onDead: () => dead++,
  });
  await expect(ask({ method: "release", order: trainOrder() })).rejects.toThrow(
    "has heard nothing of the volume for too long",
  );
  expect(dead).toBe(1);
});
