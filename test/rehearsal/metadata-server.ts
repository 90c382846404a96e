/**
 * Answers 169.254.169.254 inside of a machine's namespace, as EC2's metadata version 2 does: a token first. What it
 * answers lies in a folder that the rehearsal writes: a file a path. Beside it, /efs/<access point> says what
 * mount.efs asks EFS itself for: the folder, and whether IAM lets this machine mount and write it.
 *
 *   node metadata-server.ts FOLDER
 */
import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";

const [folder = ""] = process.argv.slice(2);
const tokens = new Set<string>();

createServer((request, response) => {
  const path = normalize(decodeURI(request.url ?? "/"));
  if (request.method === "PUT" && path === "/latest/api/token") {
    const token = randomBytes(24).toString("base64url");
    tokens.add(token);
    const lifetime = request.headers["x-aws-ec2-metadata-token-ttl-seconds"];
    response.setHeader("x-aws-ec2-metadata-token-ttl-seconds", String(lifetime));
    response.end(token);
    return;
  }
  const token = String(request.headers["x-aws-ec2-metadata-token"]);
  if (path.startsWith("/latest/") && !tokens.has(token)) return void response.writeHead(401).end();
  const file = join(folder, path.replace(/\/$/, ""));
  const isThere = existsSync(file);
  if (!isThere) return void response.writeHead(404).end();
  if (path.startsWith("/efs/")) appendFileSync(join(folder, "mounted"), `${path}\n`);
  // The one folder that clients list: the role's name.
  const listed = statSync(file).isDirectory() ? join(file, ".list") : file;
  response.end(readFileSync(listed));
}).listen(80, "169.254.169.254", () => process.stdout.write("ready\n"));
