/** A mutation that no longer finds its place would be told by `npm run mutants` only, which few run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mutants } from "./mutations.ts";

const root = join(import.meta.dirname, "../..");
const patches = mutants.flatMap(({ name, patches }) =>
  patches.map((patch) => ({ name, ...patch })),
);

test.each(patches)("$name finds its place in $file once", ({ file, from }) => {
  expect(readFileSync(join(root, file), "utf8").split(from)).toHaveLength(2);
});
