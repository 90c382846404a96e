import { Work } from "thunderhead";

export function build(label: string) {
  const Built = class extends Work {
    label = label;
    override async run() {}
  };
  return new Built();
}
