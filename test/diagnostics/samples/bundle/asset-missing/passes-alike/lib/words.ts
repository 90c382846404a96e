import { asset } from "thunderhead";

export const words = asset("../data/words.txt");
