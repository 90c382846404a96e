import { expect, it } from "vitest";
import { metadataFrom } from "#providers/aws/runtime/metadata.ts";

/** The instance's own service: what it was asked, and only tokens that it gave open anything. */
function service() {
  const asked: string[] = [];
  let good = new Set<string>();
  return {
    asked,
    forget: () => (good = new Set()),
    fetch: async (url: string, { method = "GET", headers }: RequestInit) => {
      const path = new URL(url).pathname.replace("/latest/", "");
      asked.push(`${method} ${path}`);
      if (method === "PUT") {
        const token = `token-${asked.length}`;
        good.add(token);
        return new Response(token);
      }
      const isGood = good.has(new Headers(headers).get("x-aws-ec2-metadata-token") ?? "");
      if (!isGood) return new Response("", { status: 401 });
      return path === "meta-data/instance-id"
        ? new Response("i-1")
        : new Response("", { status: 404 });
    },
  };
}

it("one token serves many questions, until half of its time is over", async () => {
  const { asked, fetch } = service();
  let now = 0;
  const metadata = metadataFrom({ fetch, now: () => now });
  expect(await metadata("meta-data/instance-id")).toBe("i-1");
  expect(await metadata("meta-data/spot/instance-action")).toBeUndefined();
  expect(asked.filter((one) => one.startsWith("PUT"))).toHaveLength(1);
  now = 3 * 3_600_000 + 1;
  expect(await metadata("meta-data/instance-id")).toBe("i-1");
  expect(asked.filter((one) => one.startsWith("PUT"))).toHaveLength(2);
});

it("a token that is refused is asked for anew, once", async () => {
  const { asked, fetch, forget } = service();
  const metadata = metadataFrom({ fetch });
  await metadata("meta-data/instance-id");
  forget();
  expect(await metadata("meta-data/instance-id")).toBe("i-1");
  expect(asked.filter((one) => one.startsWith("PUT"))).toHaveLength(2);
});
