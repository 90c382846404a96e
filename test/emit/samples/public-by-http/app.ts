import { App, Flow, Work } from "thunderhead";

class Site extends Work {
  constructor() {
    super({ port: 8080, public: true });
  }
  override async run() {
    console.log("for everybody");
  }
}

class Board extends Work {
  constructor() {
    super({ port: 6006 });
  }
  override async run() {
    console.log("for us");
  }
}

export class Published extends Flow {
  site = new Site();
  board = new Board();

  override async run() {
    await Promise.all([this.site.run(), this.board.run()]);
  }
}

export default new App(new Published());
