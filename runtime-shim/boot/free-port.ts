import { createServer, type Server } from "node:net";

/** Listens on the first of these ports that is free; 0 stands for any. `undefined` where none is. */
export async function listenOn<S extends Server>(
  server: S,
  ports: Iterable<number>,
  host = "127.0.0.1",
): Promise<number | undefined> {
  for (const port of ports) {
    const bound = await tryListen(server, port, host);
    if (bound !== undefined) return bound;
  }
  return undefined;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await listenOn(probe, [0]);
  await new Promise((resolve) => probe.close(resolve));
  return port ?? 0;
}

const taken = new Set(["EADDRINUSE", "EACCES"]);

function tryListen(server: Server, port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error & { code?: string }): void => {
      server.off("listening", listening);
      if (taken.has(error.code ?? "")) resolve(undefined);
      else reject(error);
    };
    const listening = (): void => {
      server.off("error", failed);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : undefined);
    };
    server.once("error", failed);
    server.once("listening", listening);
    server.listen({ port, host });
  });
}
