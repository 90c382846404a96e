/**
 * The door on which agents knock from other machines: TLS with a certificate that this process makes when it comes
 * up and never writes anywhere else. Nobody has signed it; agents know its digest from the leader record.
 */
import { execFile } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { AgentDoor } from "#boot/controller/options.ts";
import type { LeaderPlace } from "#core/leadership.ts";

/** As the program's firewall admits it. */
const port = 7502;

export async function agentDoor(host: string): Promise<AgentDoor & Required<LeaderPlace>> {
  const { key, certificate } = await freshCertificate();
  const server = createServer({ key, cert: certificate }, (_request, response) => {
    response.writeHead(426, { connection: "close" }).end("Agents only.\n");
  });
  return {
    address: `wss://${host}:${port}/agent`,
    fingerprint: createHash("sha256").update(new X509Certificate(certificate).raw).digest("hex"),
    open: (upgrade) =>
      new Promise((resolve, reject) => {
        server.on("upgrade", (request, socket, head) => {
          if (request.url === "/agent") upgrade(request, socket, head);
          else socket.destroy();
        });
        server.once("error", reject);
        server.listen(port, host, resolve);
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Node reads certificates and makes none; openssl is part of every image. */
async function freshCertificate(): Promise<{ key: string; certificate: string }> {
  const folder = await mkdtemp(join(tmpdir(), "door-"));
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  try {
    await promisify(execFile)("openssl", [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
      ...["-days", "3650", "-subj", "/CN=thunderhead", "-keyout", key, "-out", certificate],
    ]);
    return { key: await readFile(key, "utf8"), certificate: await readFile(certificate, "utf8") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
