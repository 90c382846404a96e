/**
 * An error of the engine's own, under the slug of its diagnostic. It is sticky: a tick in which one was
 * thrown fails, whatever the app's code caught.
 */
export class EngineError extends Error {
  override readonly name = "FlowError";
  readonly slug: string;

  constructor(slug: string, message: string) {
    super(message);
    this.slug = slug;
  }
}

/** What the reference promises and this version does not do yet. */
export const notBuilt = (what: string): EngineError =>
  new EngineError("flow/not-built", `${what} is not built yet in this version of Thunderhead.`);
