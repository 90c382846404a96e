import { asset } from "thunderhead";

export const folder = asset("checkpoints");
