// One balancer for all services, here because `servers.small` has a port. HTTPS and host names, for
// there is a domain.
// With `access: "tunnel"` there is none: services are then reached by ports that Session Manager
// forwards.
import { HttpsBalancer } from "./components/https-balancer.ts";
import { network } from "./network.ts";
import { allowedCidrs, domain, tags, zoneId } from "./settings.ts";

export const balancer = new HttpsBalancer("services", {
  network,
  cidrs: allowedCidrs,
  tags,
  domain,
  zoneId,
});
