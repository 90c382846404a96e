// Three zones, one of which sells the machines of the changed compute only: a change opens a zone, as in a whole region.
import type { Config } from "thunderhead/config";

export default { aws: { zones: ["use1-az3", "use1-az4", "use1-az6"] } } satisfies Config;
