import { PythonScript } from "thunderhead";

export class Train extends PythonScript {
  constructor() {
    super({ script: "train.py" });
  }
}
