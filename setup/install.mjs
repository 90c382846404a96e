/** Dependencies only: for `npm run` scripts on a machine where nothing is installed yet. */
import { installDependencies } from "./prepare.mjs";

installDependencies();
