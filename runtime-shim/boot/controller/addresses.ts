import { join } from "node:path";
import type { Event } from "#controller/event.ts";
import type { Core } from "#controller/state.ts";
import { bundlePath } from "#protocol/manifest.ts";
import type { ControllerOptions } from "./options.ts";
import { openSite, type Site } from "./site.ts";

export interface AddressesOptions extends Pick<ControllerOptions, "build" | "manifest" | "routes"> {
  readonly core: Core;
  readonly dispatch: (event: Event) => void;
  /** A line of the framework's own in the app's log. */
  readonly say: (line: string) => void;
  /** Without its routes a controller can keep no promise. */
  readonly broken: (error: Error) => void;
}

/** Where people reach what the app shows: services by their routes, folders of web files by sites. */
export class Addresses {
  readonly #options: AddressesOptions;
  readonly #sites: Site[] = [];

  constructor(options: AddressesOptions) {
    this.#options = options;
  }

  /** For every service that is known before the app runs. */
  async reserveAll(): Promise<void> {
    const { manifest, routes, core } = this.#options;
    for (const { name, settings } of manifest.works) {
      if (settings.port !== undefined)
        core.live.routes.set(name, await routes.reserve(name, { port: settings.port }));
    }
  }

  /** For a service that was made while the app runs. */
  reserve(work: string, port: number): void {
    const { routes, dispatch, broken } = this.#options;
    routes.reserve(work, { port }).then((url) => dispatch({ kind: "reserved", work, url }), broken);
  }

  /** Traffic goes to `address` from here on, or nowhere. */
  route(work: string, address: string | undefined): void {
    const { routes, broken } = this.#options;
    const done = address === undefined ? routes.close(work) : routes.open(work, address);
    done.catch(broken);
  }

  async show(directory: string): Promise<void> {
    const { build, manifest, routes, say, dispatch } = this.#options;
    const folder = join(build, manifest.flow.directory, bundlePath(directory));
    const site = await openSite(folder, { routes, name: directory });
    if (site === undefined) {
      say(`StaticWeb("${directory}") shows a folder that the app does not have.`);
      return;
    }
    this.#sites.push(site);
    dispatch({ kind: "site", directory, url: site.url });
  }

  async close(): Promise<void> {
    for (const { close } of this.#sites) close();
    await this.#options.routes.end();
  }
}
