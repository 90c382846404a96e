import { Work } from "thunderhead";

export class Worker extends Work {
  override async run() {}
}
export const worker = () => new Worker();
