/**
 * The process beside an agent that touches the volume in its stead: a mount that hangs takes threads of this one, and
 * none of those that send beats and hear notices. It looks at every mount now and then, and says
 * when all have answered; an agent that hears nothing of it for long enough knows that the volume is dead.
 */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answered, type Asked, callVolume } from "./volume-calls.ts";

/** ms between two looks. */
const lookEvery = 5000;

/** The folders of mounts that it was told of. */
const watched = new Set<string>();

process.on("message", (asked: Asked) => void answer(asked));
process.on("disconnect", () => process.exit(0));
await look();

async function answer({ request, places, call }: Asked): Promise<void> {
  watched.add(places.mountedIn);
  try {
    const result = JSON.stringify(await callVolume(places, call));
    tell({ kind: "result", request, result });
  } catch (error) {
    const message = error instanceof Error ? error.message : `${error}`;
    tell({ kind: "failure", request, message });
  }
}

async function look(): Promise<never> {
  for (;;) {
    for (const folder of watched) await lookInto(folder);
    tell({ kind: "alive" });
    await sleep(lookEvery);
  }
}

/** An error is an answer. */
async function lookInto(folder: string): Promise<void> {
  for (const kind of ["own", "versions"])
    for (const name of await readdir(join(folder, kind)).catch(none))
      await stat(join(folder, kind, name)).catch(none);
}

function none(): readonly string[] {
  return [];
}

function tell(answered: Answered): void {
  process.send?.(answered);
}
