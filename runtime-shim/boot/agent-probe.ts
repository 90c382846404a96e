import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface ServiceOptions {
  readonly host: string;
  readonly port: number;
  /** Asked with GET; anything below 500 counts. */
  readonly path: string;
  /** Seconds after which a service that does not answer is worth a word. */
  readonly grace: number;
  readonly signal: AbortSignal;
  readonly onChange: (ready: boolean) => void;
  readonly onGraceOver: () => void;
}

const quickest = 25;
const slowest = 250;
/** A service that answers once is asked by connection only: its own log is not ours to fill. */
const steady = 2_000;
const patience = 2_000;

/** Watches a work's port until `signal` aborts: first until it answers HTTP, then whether it still accepts connections. */
export async function watchService(options: ServiceOptions): Promise<void> {
  const started = performance.now();
  let delay = quickest;
  let ready = false;
  let warned = false;
  while (!options.signal.aborted) {
    const answers: boolean = ready ? await accepts(options) : await answersHttp(options);
    if (options.signal.aborted) return;
    if (answers !== ready) options.onChange(answers);
    ready = answers;
    const late = !ready && performance.now() - started > options.grace * 1000;
    if (late && !warned) options.onGraceOver();
    warned ||= late;
    delay = ready ? steady : Math.min(delay * 1.5, slowest);
    await sleep(delay, undefined, { signal: options.signal }).catch(() => {});
  }
}

async function answersHttp({ host, port, path, signal }: ServiceOptions): Promise<boolean> {
  const url = `http://${bracketed(reachable(host))}:${port}${path.startsWith("/") ? path : `/${path}`}`;
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

function accepts({ host, port }: ServiceOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: reachable(host), port, timeout: patience });
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => done(true));
    socket.once("timeout", () => done(false));
    socket.once("error", () => done(false));
  });
}

/** Whether a service may listen here; otherwise the probe would take another program's answers for it. */
export function portIsFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A service that binds every interface is asked on loopback. */
export const reachable = (host: string): string =>
  host === "0.0.0.0" || host === "" || host === "::" ? "127.0.0.1" : host;

const bracketed = (host: string): string => (host.includes(":") ? `[${host}]` : host);
