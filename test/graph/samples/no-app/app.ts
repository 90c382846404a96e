import { Flow } from "thunderhead";

export default class Root extends Flow {
  override async run() {}
}
