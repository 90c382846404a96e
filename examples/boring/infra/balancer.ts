// One balancer for all services, here because `serve` has a port. Plain HTTP, to the networks that
// the stack allows and to nobody else; a `domain` in thunderhead.config.ts brings HTTPS and host
// names.
// With `access: "tunnel"` there is none: services are then reached by ports that Session Manager
// forwards.
import { HttpBalancer } from "./components/http-balancer.ts";
import { network } from "./network.ts";
import { allowedCidrs, tags } from "./settings.ts";

export const balancer = new HttpBalancer("services", {
  network,
  cidrs: allowedCidrs,
  zones: 2, // the fewest: an address in each is 3.65 $/month
  tags,
});
