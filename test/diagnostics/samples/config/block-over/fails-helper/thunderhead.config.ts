const block = (id: string, day: string) => ({
  id,
  zone: "use1-az6",
  block: true,
  ends: `${day}T11:30:00Z`,
});

export default { aws: { reservations: { train: block("cr-0a1b", "2025-12-01") } } };
