export const december = {
  id: "cr-0a1b",
  zone: "use1-az6",
  block: true,
  ends: "2025-12-01T12:30:00+01:00",
};
