export const launchVersion = 1;

/**
 * What `thunderhead run` hands the local controller: `launch.json` in the launch's directory, whose absolute
 * path is the process's one argument. The controller answers with `RunEvent`s on its standard output, one
 * JSON object a line, and its exit code is the app's. It stops everything cleanly on SIGTERM or when its
 * standard input ends, and at once on a second SIGTERM. It exits with code 3, and prints nothing, where the
 * port was asked for and is taken.
 */
export interface Launch {
  readonly version: typeof launchVersion;
  readonly id: string;
  /** Absolute: ledger, state, volume, logs, `launch.json`, `state.json`. */
  readonly directory: string;
  /** Absolute: `manifest.json`, and one folder per bundle. */
  readonly build: string;
  /** Absolute: the app's folder, where `.env` lies. */
  readonly app: string;
  /** Go on with the ledger that lies in `directory`. */
  readonly resume: boolean;
  /** `exact`: this port or none; otherwise the next free one will do. */
  readonly port: { readonly number: number; readonly exact: boolean };
  /** Values of `config.*` as given on the command line. */
  readonly config: Readonly<Record<string, string>>;
  /** Work → the interpreter of its Python environment. */
  readonly python: Readonly<Record<string, string>>;
}

export const portTaken = 3;
