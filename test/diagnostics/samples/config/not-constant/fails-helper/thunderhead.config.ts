const stage = () => process.env["STAGE"] ?? "dev";

export default { name: `demo-${stage()}` };
