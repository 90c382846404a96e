import { existsSync } from "node:fs";
import { createServer } from "node:http";
import sirv from "sirv";
import type { Routes } from "#core/bindings.ts";
import { listenOn } from "../free-port.ts";

export interface Site {
  readonly url: string;
  close(): void;
}

/**
 * Serves a `StaticWeb` folder under an address of its own, since built pages name their files from the root.
 * `undefined` where the folder is not there.
 */
export async function openSite(
  folder: string,
  { routes, name }: { readonly routes: Routes; readonly name: string },
): Promise<Site | undefined> {
  if (!existsSync(folder)) return undefined;
  // A page that routes by itself answers on every path.
  const files = sirv(folder, { etag: true, single: true });
  const server = createServer((request, response) => {
    response.setHeader("x-content-type-options", "nosniff");
    files(request, response, () => {
      response.writeHead(404).end("Not found.\n");
    });
  });
  const port = await listenOn(server, [0]);
  const route = `web ${name}`;
  const url = await routes.reserve(route, { port: 0 });
  await routes.open(route, `127.0.0.1:${port}`);
  return {
    url,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
