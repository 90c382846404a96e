import { Flow, type Path } from "thunderhead";
import settings from "./settings.json" with { type: "json" };
import { Measure } from "./works.ts";

export class Evaluation extends Flow {
  measure = new Measure();
  kept = 0;

  override async run(outputs: readonly Path[]) {
    this.kept = await this.measure.run(outputs, settings.threshold);
  }
}
