import { App, Flow, Path, Work } from "thunderhead";

class Odd extends Work {
  file = new Path('a "quoted" <b>file</b> #1; `x`.txt');
  override async run(file?: Path) {
    console.log(this.file.local, file?.local);
  }
}
class Root extends Flow {
  end = new Odd({ port: 80 });
  "sub graph" = new Odd();
  über = new Odd();
  $ = new Odd();
  works = { "a-b": new Odd(), a_b: new Odd() };
  override async run() {
    await this.end.run();
    await this["sub graph"].run(this.end.file);
    await this.über.run(this["sub graph"].file);
    await this.$.run(this.über.file);
    await this.works["a-b"].run(this.$.file);
    await this.works.a_b.run(this.works["a-b"].file);
  }
}
export default new App(new Root(), { title: 'It\'s "odd"; 100%<br> [x](y)' });
