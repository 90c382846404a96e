// One balancer for all services, here because `serve` has a port. HTTPS and host names, for there
// is a domain.
// With `access: "tunnel"` there is none: services are then reached by ports that Session Manager
// forwards.
import { HttpsBalancer } from "./components/https-balancer.ts";
import { network } from "./network.ts";
import { allowedCidrs, certificate, domain, tags } from "./settings.ts";

export const balancer = new HttpsBalancer("services", {
  network,
  cidrs: allowedCidrs,
  zones: 2, // the fewest: an address in each is 3.65 $/month
  tags,
  domain,
  certificate,
});
