import { asset } from "thunderhead";

export const words = asset("words.txt");
