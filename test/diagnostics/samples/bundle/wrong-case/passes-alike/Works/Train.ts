import { Work } from "thunderhead";

export class Train extends Work {
  override async run() {}
}
