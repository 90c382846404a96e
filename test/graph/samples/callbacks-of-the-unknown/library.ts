declare const process: { argv: string[] };
type Each = (list: unknown[], then: unknown) => Promise<void>;
/** What nobody can follow. */
export const each: Each = JSON.parse(process.argv[2] ?? "0");
