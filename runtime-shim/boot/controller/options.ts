import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Fences, Identity, Journal, Logs, Machines, Routes, Volume } from "#core/bindings.ts";
import type { RunEvent } from "#protocol/api.ts";
import type { Manifest } from "#protocol/manifest.ts";
import type { DeployedDoor } from "./access.ts";

/** What a provider hands a controller: its bindings, and where things are. */
export interface ControllerOptions {
  readonly launch: { readonly id: string; readonly directory: string };
  readonly manifest: Manifest;
  /** Folder that holds the bundle folders. */
  readonly build: string;
  readonly config: Readonly<Record<string, string | number | boolean>>;
  /** Each tick runs twice, and must do the same both times. @default false */
  readonly check?: boolean | undefined;
  /** Tried in this order. */
  readonly ports: readonly number[];
  /** Folder of the built console page. */
  readonly page: string;
  readonly journal: Journal;
  /** Absent where agents end with their controller: whoever has the parent's end of a pipe needs no record. */
  readonly fences?: Pick<Fences, "raise"> | undefined;
  /** Whether one machine serves every work, or each group has its own. @default "one" */
  readonly placement?: "one" | "groups" | undefined;
  /** ms that a machine stays for people to look at after something has failed on it. @default 0 */
  readonly keepFailed?: number | undefined;
  readonly routes: Routes;
  /** Where a work's service listens on its machine. @default any free port */
  readonly portOf?: ((work: string) => number | undefined) | undefined;
  /** Removes versions of Paths that are kept no longer. */
  readonly volume: Pick<Volume, "collect" | "sweep">;
  /** Absent on a laptop; deployed, door and console outlive the app, and may be reached from elsewhere. */
  readonly deployed?: DeployedDoor | undefined;
  /** Where agents on other machines knock. @default beside the console, on this machine */
  readonly agentDoor?: AgentDoor | undefined;
  /** Made once the address and token are known. */
  readonly machines: (at: { readonly controller: string; readonly token: string }) => Machines;
  readonly identity: (at: IdentityPlace) => Pick<Identity, "accept">;
  /** Gets what the framework and the flow say; works' machines keep their works' lines. */
  readonly kept?: Logs | undefined;
  readonly emit: (event: RunEvent) => void;
}

export interface IdentityPlace {
  /** The launch's, which its agents are given at birth where it can be handed to nobody else. */
  readonly token: string;
  /** Of a machine that this ledger has launched. */
  readonly groupOf: (machine: string) => string | undefined;
}

export interface AgentDoor {
  /** `wss://…`, as it is told to agents. */
  readonly address: string;
  /** Rejects where its port is taken. */
  open(upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): Promise<void>;
  close(): void;
}

/** No port of those asked for is free. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";
}

export interface RunningController {
  readonly url: string;
  readonly token: string;
  /** Resolves once everything this controller started has ended. */
  readonly ended: Promise<Ended>;
  stop(message: string): void;
  /** Does not wait for anybody's grace. */
  kill(): void;
}

export interface Ended {
  readonly code: number;
  /** The app came to its own end, well: there is nothing to resume. */
  readonly finished: boolean;
}

export const portTaken = (ports: readonly number[]): PortTaken => {
  const [first = 0] = ports;
  return new PortTaken(
    ports.length === 1
      ? `Port ${first} is in use. Free it, or choose another with --port.`
      : `None of the ports ${first} to ${ports.at(-1)} is free. Choose one with --port.`,
  );
};
