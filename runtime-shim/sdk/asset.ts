import { realm } from "./realm.ts";

/** A project file or folder that travels with the bundle; answers its absolute path where the work runs. */
export const asset = (relative: string): string => realm().asset(relative);
