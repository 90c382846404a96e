import { december } from "./blocks.ts";

export default { aws: { reservations: { train: december } } };
