import { randomBytes } from "node:crypto";
import type { Event } from "#controller/event.ts";
import type { Core } from "#controller/state.ts";
import type { CommandAnswer } from "#protocol/flow.ts";
import { listenOn } from "../free-port.ts";
import type { Access, DeployedDoor } from "./access.ts";
import { type ApiOptions, answerApi } from "./api.ts";
import { type AppRoutesOptions, appRoute } from "./app-routes.ts";
import { type HttpOptions, httpServer } from "./http-server.ts";
import { Links } from "./links.ts";

export interface FrontDoorOptions {
  readonly core: Core;
  /** Folder of the built console page. */
  readonly page: string;
  /** Absent where it is this machine's people who look. */
  readonly deployed?: DeployedDoor | undefined;
  readonly upgrades: HttpOptions["upgrades"];
  readonly dispatch: (event: Event) => void;
  /** Resolves when everything decided so far is durable. */
  readonly durable: () => Promise<void>;
  /** A line of the framework's own in the app's log. */
  readonly say: (line: string) => void;
}

/** Events that somebody waits to be answered. */
type Question = Unnumbered<Event & { readonly kind: "command" | "patch-state" }>;
type Unnumbered<E> = E extends unknown ? Omit<E, "request"> : never;

/** The one address of a launch: console, API, the app's own routes and the sockets; who may knock, and who gets which answer. */
export class FrontDoor {
  readonly token = randomBytes(24).toString("base64url");
  /** What an agent of this launch proves itself with; it opens nothing else. */
  readonly agentToken = randomBytes(24).toString("base64url");
  readonly #links = new Links();
  readonly #session = randomBytes(24).toString("base64url");
  readonly #options: FrontDoorOptions;
  readonly #server: ReturnType<typeof httpServer>;
  readonly #answers = new Map<number, (answer: CommandAnswer) => void>();
  #port = 0;
  #requests = 0;

  constructor(options: FrontDoorOptions) {
    const { page, upgrades, deployed } = options;
    this.#options = options;
    this.#server = httpServer({
      access: (): Access => ({
        ...{ port: this.#port, token: this.token, session: this.#session, deployed },
      }),
      redeem: (token) => this.#links.redeem(token),
      page,
      answer: (request) => answerApi(this.#api(), request),
      route: (request) => appRoute(this.#appRoutes(), request),
      upgrades,
    });
  }

  /** The address, on the first of the ports that is free; `undefined` where none is. */
  async open(ports: readonly number[]): Promise<string | undefined> {
    // A balancer comes from outside; whom the machine's firewall admits is the program's to say.
    const host = this.#options.deployed?.url === undefined ? "127.0.0.1" : "0.0.0.0";
    const port = await listenOn(this.#server, ports, host);
    if (port === undefined) return undefined;
    this.#port = port;
    return `http://127.0.0.1:${port}`;
  }

  answer(request: number, answer: CommandAnswer): void {
    this.#answers.get(request)?.(answer);
    this.#answers.delete(request);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #api(): ApiOptions {
    const { core, durable, dispatch, say } = this.#options;
    return {
      core,
      durable,
      command: (name, args) =>
        this.#ask({ kind: "command", handler: "command", name, arguments: args }),
      patchState: (version, patch) => this.#ask({ kind: "patch-state", version, patch }),
      interrupt: (work, noticeSeconds) => dispatch({ kind: "interrupt", work, noticeSeconds }),
      rerun: (work, downstream) => dispatch({ kind: "rerun", work, downstream }),
      stop: () => dispatch({ kind: "shutdown", message: "Stopped." }),
      link: () =>
        `${this.#options.deployed?.url ?? `http://127.0.0.1:${this.#port}`}/${this.#links.issue()}`,
      say,
    };
  }

  #appRoutes(): AppRoutesOptions {
    const { core, say } = this.#options;
    return {
      core,
      run: (name, call) => this.#ask({ kind: "command", handler: "route", name, arguments: call }),
      say,
    };
  }

  /** The answer comes as an effect, once what it tells is durable. */
  #ask(question: Question): Promise<CommandAnswer> {
    // Its console may stay; nothing would answer.
    if (this.#options.core.live.ending)
      return Promise.resolve({ kind: "threw", status: 409, message: "The app has ended." });
    const request = ++this.#requests;
    const answered = new Promise<CommandAnswer>((resolve) => this.#answers.set(request, resolve));
    this.#options.dispatch({ ...question, request });
    return answered;
  }
}
