import type { RunningLaunch } from "#protocol/launch.ts";
import type { Invocation } from "../invocation.ts";
import { decline } from "./here.ts";

interface Question {
  readonly method?: "GET" | "POST";
  /** Below `/api/v1/`. */
  readonly path: string;
  readonly body?: unknown;
}

/** Asks the launch that runs; what it refuses is reported in its own words, and `undefined` comes back. */
export async function ask(
  invocation: Invocation,
  { url, token }: Pick<RunningLaunch, "url" | "token">,
  { method = "GET", path, body }: Question,
): Promise<unknown> {
  try {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    decline(invocation, errorIn(answer) ?? `It answered with status ${response.status}.`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    decline(invocation, `The launch at ${url} does not answer (${why}); it may just have ended.`);
  }
  return undefined;
}

/** The names are a user's own: anything may stand in them. */
export const pathOf = (...parts: readonly string[]): string =>
  parts.map(encodeURIComponent).join("/");

const errorIn = (answer: unknown): string | undefined =>
  typeof answer === "object" && answer !== null && "error" in answer
    ? String(answer.error)
    : undefined;
