// Yours: written once, never touched again. Resources of your own; import what you need of
// the program, as in `import { network } from "../network.ts"`.
export {};
