export default { aws: { region: process.env["AWS_REGION"] } };
