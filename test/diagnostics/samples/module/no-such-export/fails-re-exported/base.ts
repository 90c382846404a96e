export { PythonScript as Base } from "thunderhead";
