import { PythonScript } from "thunderhead";

export const made = () =>
  class extends PythonScript {
    constructor() {
      super({ script: "train.py" });
    }
  };
