/** The smallest app with all the parts, on machines that boot here; the faults are `npm run rehearse -- --faults`. */
import { afterAll, describe, expect } from "vitest";
import { partsOfLane } from "../engine/ground.ts";
import { steps } from "../engine/steps.ts";
import { openRehearsal, type Rehearsal } from "./rehearsal.ts";
import { missingRights } from "./rights.ts";
import { firstAnswers, logsOf, rightsSuffice } from "./standing.ts";

const source = "examples/boring";
const missing = missingRights();
// Said aloud, and no failure: a machine may forbid what another allows.
if (missing !== undefined)
  process.stderr.write(`\nSKIP rehearsal: ${missing}. No machine was booted.\n`);

describe.skipIf(missing !== undefined)("boring in rehearsal", () => {
  const { step } = steps();
  let rehearsal: Rehearsal;
  const begun = performance.now();
  const say = (line: string): void => {
    const seconds = ((performance.now() - begun) / 1000).toFixed(0).padStart(4);
    process.stderr.write(`rehearse ${seconds} s  ${line}\n`);
  };
  afterAll(async () => rehearsal?.end());

  step("its machines boot, join, work and answer through the target group", async () => {
    rehearsal = await openRehearsal({ parts: partsOfLane(), name: "boring", source, say });
    try {
      for (const line of await firstAnswers(rehearsal, source)) say(line);
    } catch (error) {
      throw new Error(`${error}\n${logsOf(rehearsal)}`);
    }
  });

  step("every call that they made was allowed by what was emitted", async () => {
    const said = await rightsSuffice(rehearsal);
    expect(said.at(-1)).toMatch(/^[1-9]\d* calls of machines, all allowed/);
  });
});
