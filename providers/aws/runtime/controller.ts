import type { OnMachine } from "./booted.ts";
export async function runOnController(_: OnMachine): Promise<void> {}
