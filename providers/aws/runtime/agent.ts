import type { OnMachine } from "./booted.ts";
export async function runOnWorkMachine(_: OnMachine): Promise<void> {}
