import type { SimulatedApp } from "./app.ts";
import { fanOut, race, retries, sequence, throwing, uncaught } from "./awaits.ts";
import { checkpoints, drafts, keeps, service, stops, versions } from "./files.ts";
import { gang, idle, long, secretive } from "./quiet.ts";
import { maps, names, pauses, schedules, uncached } from "./times.ts";

/** What seeds choose from; each covers another part of the programming model. */
export const apps: readonly { readonly name: string; readonly make: () => SimulatedApp }[] = [
  { name: "sequence", make: sequence },
  { name: "fan-out", make: fanOut },
  { name: "race", make: race },
  { name: "retries", make: retries },
  { name: "uncaught", make: uncaught },
  { name: "throwing", make: throwing },
  { name: "schedules", make: schedules },
  { name: "names", make: names },
  { name: "pauses", make: pauses },
  { name: "maps", make: maps },
  { name: "uncached", make: uncached },
  { name: "service", make: service },
  { name: "checkpoints", make: checkpoints },
  { name: "versions", make: versions },
  { name: "stops", make: stops },
  { name: "keeps", make: keeps },
  { name: "drafts", make: drafts },
  { name: "secretive", make: secretive },
  { name: "idle", make: idle },
  { name: "long", make: long },
  { name: "gang", make: gang },
];
