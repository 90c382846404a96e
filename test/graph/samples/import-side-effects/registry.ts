import type { Work } from "thunderhead";

export const registry: (() => Work)[] = [];
