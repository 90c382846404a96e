import { Work } from "thunderhead";

export class Use extends Work {
  override async run() {}
}
export const shared = new Use();
