import { App, Flow, HttpError, Work } from "thunderhead";
import { StaticWeb } from "thunderhead/components";

export class Train extends Work {
  rate = 0.1;

  override async run() {
    console.log("training");
    const before = this.rate;
    while (this.rate === before) await new Promise((resolve) => setTimeout(resolve, 20));
    console.log(`rate ${this.rate}`);
    await new Promise((resolve) => this.signal.addEventListener("abort", resolve));
  }
}

export class Poll extends Work {
  constructor() {
    super({ cacheCalls: false });
  }
  override async run() {
    return "news";
  }
}

export class Root extends Flow {
  train = new Train();
  poll = new Poll();
  items: string[] = [];
  seconds = 0;
  polled = 0;

  override async run() {
    this.train.start();
    await this.every("* * * * * *", async () => {
      this.seconds += await this.step("one", () => 1);
    });
    if ((await this.poll.run()) === "news") this.polled += 1;
  }

  override configureApi() {
    return {
      "GET /items": () => this.items,
      "POST /items/:id": (request: {
        params: Record<string, string>;
        query: Record<string, string>;
        body: { kind: string };
      }) => {
        if (request.body.kind === "bad") throw new HttpError(422, "bad is no kind");
        if (request.body.kind === "bug") throw new TypeError("a bug of the app");
        this.items.push(`${request.params["id"]} ${request.body.kind} ${request.query["q"]}`);
        return { id: request.params["id"], drawn: Math.random() >= 0 };
      },
      "DELETE /items": () => {
        this.items = [];
      },
    };
  }

  override configureLayout() {
    return { name: "Page", content: new StaticWeb("web/") };
  }
}

export default new App(new Root());
