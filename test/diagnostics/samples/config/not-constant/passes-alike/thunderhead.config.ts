const area = "eu-central";

export default { name: "greetings", aws: { region: `${area}-1`, zones: ["euc1-az1", "euc1-az2"] } };
