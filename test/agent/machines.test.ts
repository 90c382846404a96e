import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { localIdentity } from "#providers/local/runtime/identity.ts";
import {
  type LocalMachinesOptions,
  localMachine,
  localMachines,
} from "#providers/local/runtime/machines.ts";

interface Hello {
  readonly kind: string;
  readonly machine: string;
  readonly proof: Readonly<Record<string, string>>;
}

/** A server that only hears who comes. */
async function controller() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const hello = async (): Promise<Hello> => {
    const [socket] = await once(server, "connection");
    const [data] = await once(socket, "message");
    return JSON.parse(String(data));
  };
  const directory = mkdtempSync(join(tmpdir(), "thunderhead-machines-"));
  const options: LocalMachinesOptions = {
    controller: `ws://127.0.0.1:${port}/agent`,
    token: "t0ken",
    directory,
    bundles: directory,
    secretsFile: join(directory, ".env"),
  };
  const close = (): void => {
    for (const client of server.clients) client.terminate();
    server.close();
  };
  return { options, hello, close };
}

describe("local machines", () => {
  it("start one agent however often they are asked, which proves itself with the token", async () => {
    const { options, hello, close } = await controller();
    const machines = localMachines(options);
    const arrival = hello();
    const started = await Promise.all([
      machines.start({ group: "default", token: "a" }),
      machines.start({ group: "gpu", token: "b" }),
    ]);
    expect(started).toEqual([
      { kind: "started", machine: localMachine },
      { kind: "started", machine: localMachine },
    ]);
    const { machine, proof } = await arrival;
    expect(await localIdentity("t0ken").accept(machine, proof, "")).toBe(true);
    expect(await localIdentity("another").accept(machine, proof, "")).toBe(false);
    expect(await localIdentity("t0ken").accept(machine, {}, "")).toBe(false);

    const gone: string[] = [];
    machines.onGone((_, message) => gone.push(message));
    await machines.close();
    expect(gone).toEqual(["The agent ended with exit code 0."]);
    close();
  });

  it("tell when an agent died, and start another only when the first is surely gone", async () => {
    const { options, hello, close } = await controller();
    const first = localMachines(options);
    const arrival = hello();
    await first.start({ group: "default", token: "a" });
    await arrival;
    // A second controller on the same launch, as after a resume.
    const second = localMachines(options);
    const next = hello();
    await second.start({ group: "default", token: "a" });
    const early = await Promise.race([
      next.then(() => "came"),
      new Promise((resolve) => setTimeout(resolve, 700, "waits")),
    ]);
    expect(early).toBe("waits");
    await first.close();
    expect((await next).kind).toBe("hello");
    await second.close();
    close();
  });
});
