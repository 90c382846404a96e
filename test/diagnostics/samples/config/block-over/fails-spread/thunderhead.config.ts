const reserved = { id: "cr-0a1b", zone: "use1-az6" };
const bought = { block: true, ends: "2025-12-01T03:30:00-0800" };

export default { aws: { reservations: { train: { ...reserved, ...bought } } } };
