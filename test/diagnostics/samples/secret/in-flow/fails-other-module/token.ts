import { secret } from "thunderhead";

export const token = secret("HF_TOKEN");
