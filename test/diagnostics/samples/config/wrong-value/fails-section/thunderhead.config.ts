export default { aws: { region: 5 } };
