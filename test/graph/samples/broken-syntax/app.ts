import { App, Flow from "thunderhead";

export default new App(;
