// Getters, setters, statics and private fields, on works and on flows.
import { App, Flow, Work } from "thunderhead";

class Meter extends Work {
  static readonly unit = "kWh";
  static #count = 0;
  static next() {
    return `meter-${++Meter.#count}`;
  }
  #factor = 3;
  readings: number[] = [];

  set factor(value: number) {
    this.#factor = value;
  }
  get total() {
    return this.readings.reduce((sum, one) => sum + one, 0);
  }
  override async run(hours: number) {
    this.readings = Array.from({ length: hours }, (_, hour) => hour * this.#factor);
    return `${this.total} ${Meter.unit}`;
  }
}
class Root extends Flow {
  house = new Meter();
  garage = new Meter();
  label = Meter.next();
  #limit = 10;

  get used() {
    return this.house.total + this.garage.total;
  }
  get isOver() {
    return this.used > this.#limit;
  }
  override async run() {
    const [house] = await Promise.all([this.house.run(24), this.garage.run(4)]);
    if (this.isOver) console.log(`${this.label}: over ${this.#limit}`, house);
  }
}

export default new App(new Root());
