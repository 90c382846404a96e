import { apps } from "../apps.ts";
import { lane } from "../lane.ts";

lane(apps.gpu);
