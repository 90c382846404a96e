import { Work } from "thunderhead";

export const renew = (work: Work) => work.stop();
