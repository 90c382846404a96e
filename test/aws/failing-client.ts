import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/**
 * What may become of one call: it is lost on the way, or its answer is; the table is too busy, or does not know
 * itself; or it arrives although its sender has given up long ago.
 */
export type Fault = "none" | "lost" | "unanswered" | "throttled" | "broken" | "late";

/** ms by which a late call is late. */
const lateness = 40;

/** Lets one fault after the other happen to the client's calls, then none. */
export function failing(client: DynamoDBClient, faults: readonly Fault[]): DynamoDBClient {
  let calls = 0;
  client.middlewareStack.add(
    (next) => async (sent) => {
      const fault = faults[calls++] ?? "none";
      if (fault === "lost") throw named("TimeoutError");
      if (fault === "throttled")
        throw named("ProvisionedThroughputExceededException", { httpStatusCode: 400 });
      if (fault === "broken") throw named("InternalServerError", { httpStatusCode: 500 });
      if (fault === "late") {
        setTimeout(() => next(sent).catch(() => {}), lateness);
        throw named("AbortError");
      }
      const answer = await next(sent);
      if (fault === "unanswered") throw named("AbortError");
      return answer;
    },
    { step: "deserialize", priority: "high" },
  );
  return client;
}

const named = (name: string, $metadata?: { readonly httpStatusCode: number }): Error =>
  Object.assign(new Error(name), { name, ...($metadata && { $metadata }) });
