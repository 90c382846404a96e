/** A work's options with every default filled in; durations in seconds. Units are in the names' comments. */
export interface WorkSettings {
  readonly displayName?: string | undefined;
  /** `127.0.0.1` locally, `0.0.0.0` deployed, unless the app says otherwise. */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  /** Only where it is: the whole internet may call the port. */
  readonly public?: true | undefined;
  readonly cacheCalls: boolean;
  readonly rerunOn: "code" | "never";
  readonly onNewCall: "queue" | "replace";
  readonly startWithFlow: boolean;
  readonly raiseException: boolean;
  readonly retries: { readonly limit: number /** seconds */; readonly backoff: number };
  /** Per attempt, seconds from `running`. */
  readonly timeout?: number | undefined;
  readonly health: { readonly path: string /** seconds */; readonly grace: number };
  readonly build: {
    readonly requirements: readonly string[];
    readonly python?: string | undefined;
    readonly image?: string | undefined;
    readonly commands: readonly string[];
    readonly env: Readonly<Record<string, EnvironmentValue>>;
  };
  readonly env: Readonly<Record<string, EnvironmentValue>>;
}

/** Plain text, or a secret that is resolved on the machine and never written anywhere. */
export type EnvironmentValue = string | { readonly $: "secret"; readonly name: string };

/** Defaults: retries 0, back-off 1 s, health `/` with 60 s grace, calls cached, exceptions raised. */
export const defaultWorkSettings: WorkSettings = {
  cacheCalls: true,
  rerunOn: "never",
  onNewCall: "queue",
  startWithFlow: false,
  raiseException: true,
  retries: { limit: 0, backoff: 1 },
  health: { path: "/", grace: 60 },
  build: { requirements: [], commands: [], env: {} },
  env: {},
};
