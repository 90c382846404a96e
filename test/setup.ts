/** Before each file of tests: whoever draws, draws the same in every run. */
import fc from "fast-check";
import { seed } from "./seed.ts";

fc.configureGlobal({ seed });
