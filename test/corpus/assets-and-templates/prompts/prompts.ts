import { asset } from "thunderhead";

export const prompts = {
  formal: asset("formal.txt"),
  friendly: asset("friendly.txt"),
};
