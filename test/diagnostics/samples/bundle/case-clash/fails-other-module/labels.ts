import { asset } from "thunderhead";

export const labels = asset("labels.csv");
