import { randomBytes } from "node:crypto";

/**
 * Links that let a page write: each is good once, and not for long. What stays behind in a browser's history
 * or a terminal's scrollback opens nothing any more.
 */
export class Links {
  readonly #open = new Map<string, number>();

  /** `?token=…`, to be put behind the console's address. */
  issue(): string {
    const now = performance.now();
    for (const [token, until] of this.#open) if (until < now) this.#open.delete(token);
    // Whoever asks for more has lost the others.
    for (const token of [...this.#open.keys()].slice(0, -mostOpen)) this.#open.delete(token);
    const token = randomBytes(24).toString("base64url");
    this.#open.set(token, now + lifetime);
    return `?token=${token}`;
  }

  redeem(token: string): boolean {
    const until = this.#open.get(token);
    this.#open.delete(token);
    return until !== undefined && performance.now() < until;
  }
}

/** ms */
const lifetime = 10 * 60_000;
const mostOpen = 20;
