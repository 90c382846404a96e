// @ts-nocheck
import { TracerPythonScript } from "thunderhead/components";

export const helpers = typeof TracerPythonScript;
