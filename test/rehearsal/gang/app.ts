// Two machines meet, each writes its part of one Path, and a third serves what both wrote.
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect, createServer as listen } from "node:net";
import { join } from "node:path";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

export class Train extends Work {
  shards = new Path("shards");

  constructor() {
    super({ cloudCompute: new CloudCompute("m7i.large", { nodes: 2 }) });
  }

  override async run(): Promise<string> {
    const { rank, count, mainAddress, mainPort } = this.node;
    const said = `${rank} of ${count} at ${mainAddress}:${mainPort}`;
    console.log(said);
    await mkdir(this.shards.local, { recursive: true });
    if (rank === 0) {
      const server = listen().listen(mainPort, "0.0.0.0");
      const [socket] = await once(server, "connection");
      socket.end("met");
      server.close();
    } else await met(mainAddress, mainPort);
    await writeFile(join(this.shards.local, `shard-${rank}`), said);
    return said;
  }
}

async function met(host: string, port: number): Promise<void> {
  for (;;) {
    const socket = connect({ host, port });
    const came = await Promise.race([
      once(socket, "data").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (came) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export class Serve extends Work {
  constructor() {
    super({ port: 8080 });
  }

  override async run(shards: Path): Promise<void> {
    const server = createServer(async (_, response) => {
      const names = (await readdir(shards.local)).toSorted();
      const texts = names.map((name) => readFile(join(shards.local, name), "utf8"));
      response.end((await Promise.all(texts)).join("\n"));
    });
    await new Promise((_, reject) => server.listen(this.port, this.host).once("error", reject));
  }
}

export class Gang extends Flow {
  train = new Train();
  serve = new Serve();

  override async run() {
    await this.train.run();
    await this.serve.run(this.train.shards);
  }

  override configureLayout() {
    return { name: "Served", content: this.serve };
  }
}

export default new App(new Gang());
