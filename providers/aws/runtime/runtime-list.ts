/** Whether machines boot with another runtime now: a deploy by another version of Thunderhead brings its own. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { soon, untilAnswered } from "./asking.ts";
import type { Booted } from "./booted.ts";
import type { Place } from "./release.ts";

/** `boot.list` lies where the boot script put it. */
export async function hasOtherRuntime({
  objects,
  bucket,
  state,
}: Place & Pick<Booted, "state">): Promise<boolean> {
  const mine = await readFile(join(state, "boot.list"), "utf8");
  const command = new GetObjectCommand({ Bucket: bucket, Key: "boot/boot.list" });
  const now = await untilAnswered(async () => {
    const { Body } = await objects.send(command, soon());
    return (await Body?.transformToString()) ?? "";
  });
  return runtimeIn(now) !== runtimeIn(mine);
}

const runtimeIn = (list: string): string | undefined =>
  list.split("\n").find((line) => line.startsWith("runtime "));
