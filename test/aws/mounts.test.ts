import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { efsMounts } from "#providers/aws/runtime/mounts.ts";
import { temporary } from "../paths/orders.ts";

const path = process.env["PATH"] ?? "";
let here = "";

/** A `mount` that writes down how it was called, is slow, and fails the first time for each access point. */
beforeEach(() => {
  here = temporary();
  const program = join(here, "mount");
  writeFileSync(
    program,
    `#!/bin/sh
echo "begin $*" >> ${here}/calls
sleep 0.05
echo end >> ${here}/calls
point=$(echo "$*" | sed 's/.*accesspoint=\\([^,]*\\).*/\\1/')
[ -e "${here}/$point" ] && exit 0
touch "${here}/$point"
echo "mount.nfs4: Connection reset by peer" >&2
exit 32
`,
  );
  chmodSync(program, 0o755);
  process.env["PATH"] = `${here}:${path}`;
});
afterEach(() => {
  process.env["PATH"] = path;
});

it("access points are mounted one after another, with TLS and credentials, and again when that fails", async () => {
  const mounts = efsMounts();
  const fileSystem = "fs-1";
  await Promise.all([
    mounts.ensure({ fileSystem, accessPoint: "fsap-1", at: join(here, "own/a1"), write: true }),
    mounts.ensure({
      fileSystem,
      accessPoint: "fsap-2",
      at: join(here, "versions/b2"),
      write: false,
    }),
  ]);
  const calls = readFileSync(join(here, "calls"), "utf8").trim().split("\n");
  const own = `begin -t efs -o tls,iam,accesspoint=fsap-1,lookupcache=pos fs-1:/ ${here}/own/a1`;
  const read = `begin -t efs -o tls,iam,accesspoint=fsap-2,lookupcache=pos,ro fs-1:/ ${here}/versions/b2`;
  expect(calls).toEqual([own, "end", own, "end", read, "end", read, "end"]);
});

it("what is mounted already is left alone", async () => {
  await efsMounts().ensure({ fileSystem: "fs-1", accessPoint: "fsap-3", at: "/", write: true });
  expect(() => readFileSync(join(here, "calls"))).toThrow();
});
