import { Work } from "thunderhead";

class Train extends Work {
  override async run(rate: number) {
    console.log(rate);
  }
}

const trainers = new Map([0.1, 0.2].map((rate) => [rate, new Train()]));

export function trainer(rate: number): Train {
  const found = trainers.get(rate);
  if (found === undefined) throw new Error(`${rate} has no trainer`);
  return found;
}
