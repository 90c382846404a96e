// Public subnets in which nothing listens: firewalls admit only the app's edges. There is no NAT
// gateway: a machine pays 0.005 $/h for its address while it runs, and nothing while it does not.
import { Network } from "./components/network.ts";
import { region, tags, zones } from "./settings.ts";

export const network = new Network("network", { region, zones, tags });
