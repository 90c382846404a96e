/** GovCloud and China are partitions of their own: an ARN that says `arn:aws:` is nobody's there. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { programOf } from "./emitted.ts";
import { boring } from "./graphs.ts";

const program = join(import.meta.dirname, "../../providers/aws/program");
const files = globSync("*.ts", { cwd: program });

test.each(files)("%s names no partition", (file) => {
  const text = readFileSync(join(program, file), "utf8");
  expect(text.match(/arn:aws[a-z-]*:/g)).toBeNull();
});

test("neither does what is printed for a region of another partition", () => {
  for (const region of ["us-gov-west-1", "cn-north-1"]) {
    const printed = programOf(boring, { region, zones: ["a1-az1", "a1-az2"] });
    for (const { file, text } of printed)
      expect([file, text.match(/arn:aws[a-z-]*:/g)]).toEqual([file, null]);
  }
});
