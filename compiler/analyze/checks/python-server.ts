import type { PythonArgument, PythonCall } from "#parse/python-source.ts";
import { argumentOf, mentions, type PythonWork, stringOf } from "./python-works.ts";

export const loopback = /^(?:127(?:\.\d+){3}|localhost|::1|\[::1\])$/u;

/** How a server is started in Python, and where it listens if nobody says. */
interface Server {
  /** Of the call as written. */
  readonly call: RegExp;
  /** Plays a part in the program: what tells `app.run` of Flask from any other `run`. */
  readonly package: RegExp;
  readonly host: string;
  readonly byDefault: "loopback" | "everywhere";
  /** A variable of the environment that says it too. */
  readonly variable?: string;
}

const servers: readonly Server[] = [
  {
    call: /(?:^|\.)uvicorn\.(?:run|Config)$/u,
    package: /^uvicorn$/u,
    host: "host",
    byDefault: "loopback",
    variable: "UVICORN_HOST",
  },
  {
    call: /^\w+\.run$/u,
    package: /^flask$/iu,
    host: "host",
    byDefault: "loopback",
    variable: "FLASK_RUN_HOST",
  },
  {
    call: /\.launch$/u,
    package: /^gradio$/u,
    host: "server_name",
    byDefault: "loopback",
    variable: "GRADIO_SERVER_NAME",
  },
  {
    call: /(?:^|\.)(?:web\.run_app|waitress\.serve|serve|make_server|run_simple|start_server|create_server|run_server)$/u,
    package: /./u,
    host: "host",
    byDefault: "everywhere",
  },
];

/** What keeps everybody away, as a clause; `undefined` where nothing is sure to. */
export function loopbackServer(
  call: PythonCall,
  {
    python,
    words,
  }: { readonly python: PythonWork; readonly words: readonly (string | undefined)[] },
): string | undefined {
  const bound = boundAddress(call);
  if (bound !== undefined) return `its script binds \`${bound}\``;
  const server = servers.find((one) => one.call.test(call.name) && mentions(python, one.package));
  // `asyncio.run()` and `subprocess.run()` serve nothing.
  if (
    server === undefined ||
    /^(?:asyncio|subprocess|anyio|trio|ray|wandb|mlflow)\./u.test(call.name)
  )
    return undefined;
  const given = argumentOf(call, server.host);
  if (given) return saidHost(given, { python, words });
  const { env } = python.work.settings;
  const set = server.variable !== undefined && server.variable in env;
  const positional =
    server.byDefault === "loopback" &&
    call.name.endsWith(".run") &&
    !call.name.includes("uvicorn") &&
    call.arguments[0]?.name === undefined &&
    call.arguments.length > 0;
  if (server.byDefault === "everywhere" || set || positional || spread(call)) return undefined;
  return `\`${call.name}()\` of its script listens on \`127.0.0.1\` unless told otherwise`;
}

const spread = (call: PythonCall): boolean =>
  call.arguments.some(({ tokens }) => tokens[0]?.text === "*");

/** `HTTPServer(("localhost", 8000), Handler)`, `sock.bind(("127.0.0.1", 8000))`. */
function boundAddress({ name, arguments: [address] }: PythonCall): string | undefined {
  if (!/(?:HTTPServer|TCPServer|WSGIServer|\.bind)$/u.test(name)) return undefined;
  const host = address?.tokens[0]?.text === "(" ? address.tokens[1] : undefined;
  return host?.kind === "string" && loopback.test(host.text) ? host.text : undefined;
}

/** A literal, a constant, the default of an argument that nobody gives, or of a variable that nobody sets. */
function saidHost(
  given: PythonArgument,
  {
    python,
    words,
  }: { readonly python: PythonWork; readonly words: readonly (string | undefined)[] },
): string | undefined {
  const plain = stringOf(given, python);
  if (plain !== undefined) return loopback.test(plain) ? `its script says \`${plain}\`` : undefined;
  const asked = given.tokens.at(-1);
  const isName = given.tokens.every(({ kind, text }) => kind === "name" || text === ".");
  if (isName && asked) return defaultOf(asked.text, { python, words });
  const [variable, fallback] = given.tokens.filter(({ kind }) => kind === "string");
  const reads = given.tokens.some(({ text }) => text === "environ" || text === "getenv");
  if (!reads || !variable || !fallback || !loopback.test(fallback.text)) return undefined;
  const { env } = python.work.settings;
  return variable.text in env
    ? undefined
    : `its script takes \`${fallback.text}\` where \`${variable.text}\` is not set`;
}

/** `add_argument("--host", default="127.0.0.1")`, or click's option of the same kind. */
function defaultOf(
  name: string,
  {
    python,
    words,
  }: { readonly python: PythonWork; readonly words: readonly (string | undefined)[] },
): string | undefined {
  const flag = `--${name.replaceAll("_", "-")}`;
  if (words.some((word) => word === undefined || word === flag || word.startsWith(`${flag}=`)))
    return undefined;
  const declared = python.files
    .flatMap(({ source }) => source.calls)
    .find(
      (call) =>
        /(?:add_argument|option)$/u.test(call.name) &&
        call.arguments.some(
          ({ tokens }) =>
            tokens[0]?.kind === "string" && tokens[0].text.replaceAll("_", "-") === flag,
        ),
    );
  const value = declared && stringOf(argumentOf(declared, "default"), python);
  return value !== undefined && loopback.test(value)
    ? `its script takes \`${value}\` where it gets no \`${flag}\``
    : undefined;
}
