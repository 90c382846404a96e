import { Work } from "thunderhead";

export class Server extends Work {
  constructor(readonly label: string, port: number) {
    super({ port, displayName: label });
  }
  override async run() {}
}
