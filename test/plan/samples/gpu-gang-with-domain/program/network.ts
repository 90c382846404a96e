// Public subnets in which nothing listens: firewalls admit only the app's edges. Machines with
// several network cards get no public address, so they stand in private subnets behind a NAT
// gateway, which costs some 36 $ a month.
import { Network } from "./components/network.ts";
import { region, tags, zones } from "./settings.ts";

export const network = new Network("network", {
  region,
  zones,
  privateZones: ["use1-az1", "use1-az2", "use1-az4", "use1-az6"],
  tags,
});
