import { Path } from "thunderhead";

export const model = new Path("model.pt");
