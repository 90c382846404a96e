import { createServer } from "node:net";
import { cliPortInUse } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";

/** A port that was asked for has to be free; found out before anything is built. */
export async function checkPort(port: number | undefined, sink: Sink): Promise<void> {
  if (port === undefined || (await isFree(port))) return;
  const hint = `Take another, \`--port ${port + 1}\`, or leave \`--port\` away for the next free one.`;
  sink.report(cliPortInUse(undefined, { port, hint }));
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
