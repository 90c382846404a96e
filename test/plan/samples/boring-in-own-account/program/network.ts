// A network that is there already: the app's machines stand in it and change nothing of it.
import { ExistingNetwork } from "./components/existing-network.ts";
import { cidr, region, subnets, vpc } from "./settings.ts";

export const network = new ExistingNetwork("network", {
  region,
  vpc,
  cidr,
  subnets,
});
