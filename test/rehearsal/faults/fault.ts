/** One thing that goes wrong while a call of its round waits at its gate; none may leave a trace in what comes out. */
import type { Scene } from "./scene.ts";

export interface Fault {
  /** What happens, as a person would say it. */
  readonly what: string;
  /** Before the call is asked for. */
  readonly before?: (scene: Scene) => Promise<void>;
  /** While the call's attempt waits; the gate opens when this is over. */
  readonly strike?: (scene: Scene) => Promise<void>;
  /** Once the call has settled. */
  readonly after?: (scene: Scene) => Promise<void>;
}
