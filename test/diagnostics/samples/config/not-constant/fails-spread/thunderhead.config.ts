const sections = [{ region: String(process.env["REGION"]) }];

export default { aws: { ...sections[0] } };
