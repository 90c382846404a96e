import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { PublishedVersion } from "#protocol/call.ts";
import type { PublishStep } from "#volume/publish.ts";
import { model, pinned, temporary, trainOrder, volumeIn } from "./orders.ts";

const script = fileURLToPath(new URL("publish-and-die.ts", import.meta.url));
const steps: readonly PublishStep[] = ["stage", "sync", "place", "manifest", "seal", "report"];

function publish(
  root: string,
  instruction: {
    readonly attempt: number;
    readonly contents: Record<string, string>;
    readonly move: boolean;
    readonly previous?: PublishedVersion;
    readonly dieBefore?: PublishStep;
  },
): PublishedVersion | undefined {
  const { attempt, previous, ...rest } = instruction;
  const order = trainOrder({ attempt, outputs: [{ ...model, ...(previous && { previous }) }] });
  try {
    return JSON.parse(
      execFileSync(process.execPath, [script, JSON.stringify({ root, order, ...rest })], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
      }),
    );
  } catch (error) {
    if (error instanceof Error && "signal" in error && error.signal === "SIGKILL") return undefined;
    throw error;
  }
}

describe.each(["copied", "moved"])("a publish that is %s and killed", (how) => {
  const move = how === "moved";

  it.each(steps)(
    "before its step %s leaves earlier versions whole, and the next attempt publishes under a new name",
    async (dieBefore) => {
      const root = temporary();
      const first = publish(root, {
        attempt: 1,
        contents: { "/weights": "one", "/deep/config": "a" },
        move,
      });
      expect(first).toBeDefined();
      if (first === undefined) return;

      expect(
        publish(root, {
          attempt: 2,
          contents: { "/weights": "two", "/deep/config": "a" },
          move,
          previous: first,
          dieBefore,
        }),
      ).toBeUndefined();
      const volume = volumeIn(root);
      expect(await volume.verify(pinned(first, "full"))).toBeUndefined();

      // The same attempt again, as an agent would that lost its memory with its process.
      const again = publish(root, {
        attempt: 2,
        contents: { "/weights": "two", "/deep/config": "a" },
        move,
        previous: first,
      });
      expect(again).toBeDefined();
      if (again === undefined) return;
      expect(again.version).not.toBe(first.version);
      expect(await volume.verify(pinned(again, "full"))).toBeUndefined();
      expect(await volume.verify(pinned(first, "full"))).toBeUndefined();
      expect(
        readFileSync(join(root, "volume/t1/v/m1", again.version, "model/weights"), "utf8"),
      ).toBe("two");
    },
  );
});
