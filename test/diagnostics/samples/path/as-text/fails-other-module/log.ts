import { Path } from "thunderhead";

export const logLine = (path: Path) => console.log(`made ${path}`);
