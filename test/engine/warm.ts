/** Finds or builds what the lanes stand on, and runs none: for a gate that has other things to do meanwhile. */
import { findParts, isMissing } from "./ground.ts";

const parts = findParts();
if (isMissing(parts)) process.stderr.write(`engine  ${parts.missing}\n`);
