export interface ApiRequest {
  readonly params: Record<string, string>;
  readonly query: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: the app's own body (api.d.ts).
  readonly body: any;
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
}

/** Thrown in a handler, it becomes the answer's status. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;

  constructor(status: number, message?: string) {
    super(message ?? `HTTP ${status}`);
    this.status = status;
  }
}
