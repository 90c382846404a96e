


import { PythonScript } from "thunderhead/components";










export class ServeFile extends PythonScript {
  override async run(file: Path) {
    await this.exec(["--filepath", file.local]);
  }
}
export { ServeFile as __work };
// exported as __work
