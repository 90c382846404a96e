import { config } from "thunderhead";

export const cache = config.boolean("cache", true);
