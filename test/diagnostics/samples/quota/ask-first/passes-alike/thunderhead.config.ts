export default { aws: { access: "tunnel" } };
