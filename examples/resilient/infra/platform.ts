// What every work and machine of the app stands on, handed to each as one argument.
import { network } from "./network.ts";
import { app, tags } from "./settings.ts";
import { bundles, dataBucket, journal, volume } from "./storage.ts";

export const platform = { app, tags, network, bundles, journal, data: dataBucket, volume };
