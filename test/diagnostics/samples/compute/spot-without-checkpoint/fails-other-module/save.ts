import { writeFile } from "node:fs/promises";
import { Path } from "thunderhead";

export const save = (path: Path) => writeFile(path.local, "weights");
