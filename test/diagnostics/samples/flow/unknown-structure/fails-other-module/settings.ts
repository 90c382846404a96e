export const machine = String(process.env["MACHINE"]);
