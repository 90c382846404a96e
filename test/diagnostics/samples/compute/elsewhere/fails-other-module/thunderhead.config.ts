export default { aws: { region: "eu-west-3" } };
