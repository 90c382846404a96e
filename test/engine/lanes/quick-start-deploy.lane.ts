import { apps } from "../apps.ts";
import { deployLane } from "../deploy-lane.ts";

deployLane(apps["quick-start"]);
