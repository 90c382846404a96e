import { Work } from "thunderhead";
import { rate } from "../Shared/rates";

export class Train extends Work {
  override async run() {
    return rate;
  }
}
