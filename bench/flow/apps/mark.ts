import { appendFileSync } from "node:fs";
import { config } from "thunderhead";

const file = config.string("mark");

/** `run.3 12345.678901`: a name, and seconds by the clock that all processes of a machine share. */
export function mark(name: string): void {
  appendFileSync(file, `${name} ${(Number(process.hrtime.bigint()) / 1e9).toFixed(6)}\n`);
}
