// @ts-nocheck
import { PythonScript } from "thunderhead/components";

export const helpers = typeof TracerPythonScript;
