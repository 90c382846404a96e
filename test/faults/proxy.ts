import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface ProxyFaults {
  /** Both ends are cut after so many pieces of data, again and again. */
  readonly cutEvery?: number;
  /** ms that each piece waits. */
  readonly delay?: number;
  /** From the piece of that number on, nothing goes through for so many ms, and nobody is told. */
  readonly silent?: { readonly from: number; readonly milliseconds: number };
  /** Pieces are torn in two, with a pause between. */
  readonly tear?: boolean;
}

export interface FaultProxy extends Disposable {
  readonly port: number;
  /** Faults that have happened. */
  readonly counts: { cuts: number; silences: number };
}

/** A line between agent and controller that misbehaves. */
export async function faultProxy(target: number, faults: ProxyFaults): Promise<FaultProxy> {
  const counts = { cuts: 0, silences: 0 };
  const sockets = new Set<Socket>();
  let pieces = 0;
  const server = createServer((client) => {
    const upstream = connect({ host: "127.0.0.1", port: target });
    const cut = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", cut);
      socket.on("close", cut);
    }
    pass(client, upstream, cut);
    pass(upstream, client, cut);
  });
  function pass(from: Socket, to: Socket, cut: () => void): void {
    let turn: Promise<void> = Promise.resolve();
    from.on("data", (piece) => {
      const number = ++pieces;
      turn = turn.then(() => deliver(piece, { to, cut, number }));
    });
  }
  async function deliver(
    piece: Buffer,
    { to, cut, number }: { readonly to: Socket; readonly cut: () => void; readonly number: number },
  ): Promise<void> {
    const { cutEvery, delay, silent, tear } = faults;
    if (delay !== undefined) await sleep(delay);
    if (silent !== undefined && number === silent.from) {
      counts.silences += 1;
      await sleep(silent.milliseconds);
    }
    if (cutEvery !== undefined && number % cutEvery === 0) {
      counts.cuts += 1;
      // Half of a message has arrived.
      to.write(piece.subarray(0, piece.length >> 1), cut);
      return;
    }
    if (!tear) return void to.write(piece);
    to.write(piece.subarray(0, piece.length >> 1));
    await sleep(1);
    to.write(piece.subarray(piece.length >> 1));
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    counts,
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
