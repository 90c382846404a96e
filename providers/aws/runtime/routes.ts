import type { Routes } from "#core/bindings.ts";

export interface Service {
  /** On its machine. */
  readonly port: number;
  /** Absent where there is no balancer: people forward a port. */
  readonly url?: string | undefined;
}

/**
 * Routes: the balancer has them. A scaling group's machines are its targets, and its health checks say which of them
 * answer; so nothing is to be told when a service comes and goes. Without a balancer an address is where a forwarded
 * port ends.
 */
export function awsRoutes(services: ReadonlyMap<string, Service>): Routes {
  return {
    reserve: async (work, { port }) => {
      const service = services.get(work);
      return service?.url?.replace(/\/$/, "") ?? `http://127.0.0.1:${service?.port ?? port}`;
    },
    open: async () => {},
    close: async () => {},
    end: async () => {},
  };
}
