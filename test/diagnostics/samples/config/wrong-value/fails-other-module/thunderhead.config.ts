import { access } from "./access.ts";

export default { aws: { access } };
