import { App } from "thunderhead";

export { app } from "./root.ts";

export default new App(new Root());
