import type { KeptLine } from "#core/bindings.ts";
import type { LogLine, RunEvent } from "#protocol/api.ts";
import type { ConsoleHub } from "./console-hub.ts";
import type { LogStore } from "./log-store.ts";

export interface OutputOptions {
  readonly emit: (event: RunEvent) => void;
  readonly logs: LogStore;
  readonly hub: ConsoleHub;
  /** Gets what would be lost with this machine: works' own lines are kept by theirs. */
  readonly keep?: ((line: Pick<KeptLine, "line" | "at">) => void) | undefined;
}

/** What a launch tells people: events, lines to log, page and command line, and a last word after which there is none. */
export class Output {
  readonly #options: OutputOptions;
  #over = false;

  constructor(options: OutputOptions) {
    this.#options = options;
  }

  emit(event: RunEvent): void {
    if (!this.#over) this.#options.emit(event);
  }

  log(line: LogLine): void {
    this.#options.logs.add(line);
    this.#options.hub.log(line);
    const { at, ...shown } = line;
    if (line.stream === "system" || line.component === "root")
      this.#options.keep?.({ line: `${line.component}: ${line.line}`, at: Date.parse(at) });
    this.emit({ event: "log", ...shown });
  }

  /** Lines of the framework's own. */
  say(component: string, text: string): void {
    const at = new Date().toISOString();
    for (const line of text.split("\n")) this.log({ component, stream: "system", line, at });
  }

  /** The app's end, after which there may be more to say. */
  rest(event: RunEvent & { readonly event: "exit" }): void {
    this.emit(event);
    const { code, message } = event;
    this.#options.hub.exit({ code, message });
  }

  /** The last word. */
  exit(event: RunEvent & { readonly event: "exit" }): void {
    this.emit(event);
    this.#over = true;
    const { code, message } = event;
    this.#options.hub.exit({ code, message });
  }
}
