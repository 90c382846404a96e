import { array, object, parse, string } from "valibot";
import { until } from "../expect.ts";
import type { Fault } from "./fault.ts";

export const destroyedAndAdopted: Fault = {
  what: "the stack is destroyed, its data kept, and adopted by a second deploy",
  strike: async ({ thunderhead, cloud }) => {
    await thunderhead(["destroy", "--yes"]);
    await until(() => cloud.machines().length === 0, "All machines end");
    // What opens a door is agreed to by name, as at the first time.
    const { decisions } = parse(review, JSON.parse(await thunderhead(["diff", "--json"], [0, 4])));
    const agreed = decisions.flatMap(({ flag, name }) => [`--${flag}`, name]);
    await thunderhead(["deploy", "--adopt", "--yes", ...agreed]);
  },
};

const review = object({ decisions: array(object({ flag: string(), name: string() })) });
