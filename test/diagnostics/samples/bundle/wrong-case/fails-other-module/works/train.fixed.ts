import { Work } from "thunderhead";
import { rate } from "../shared/rates";

export class Train extends Work {
  override async run() {
    return rate;
  }
}
