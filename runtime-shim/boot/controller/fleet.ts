import type { Effect, Event } from "#controller/event.ts";
import type { Machines } from "#core/bindings.ts";

export interface FleetOptions {
  readonly machines: Machines;
  readonly dispatch: (event: Event) => void;
  /** Without machines a controller can keep no promise. */
  readonly broken: (error: Error) => void;
}

/** The machines that agents live on, as the controller asks for them and hears of them. */
export class Fleet {
  readonly #options: FleetOptions;

  constructor(options: FleetOptions) {
    const { machines, dispatch } = options;
    this.#options = options;
    machines.onGone((machine, message) => dispatch({ kind: "machine-gone", machine, message }));
  }

  start({ token, group, machines: count }: Effect & { readonly kind: "start-machine" }): void {
    const { machines, dispatch } = this.#options;
    this.#ask(async () => {
      const onWait = (message: string): void => dispatch({ kind: "machine-waits", token, message });
      const many = count === undefined ? {} : { machines: count };
      const answer = await machines.start({ token, group, onWait, ...many });
      if (answer.kind === "started") {
        const { machine, others } = answer;
        dispatch({ kind: "machine-started", token, machine, ...(others && { others }) });
      } else dispatch({ kind: "machine-refused", token, message: answer.message });
    });
  }

  end(machine: string): void {
    this.#ask(() => this.#options.machines.end(machine));
  }

  list(): void {
    const { machines, dispatch } = this.#options;
    this.#ask(async () => dispatch({ kind: "machines", ...(await machines.list()) }));
  }

  close(): Promise<void> {
    return this.#options.machines.close();
  }

  #ask(ask: () => Promise<void>): void {
    ask().catch(this.#options.broken);
  }
}
