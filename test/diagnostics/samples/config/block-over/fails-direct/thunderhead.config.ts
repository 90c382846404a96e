export default {
  aws: {
    reservations: {
      train: { id: "cr-0a1b", zone: "use1-az6", block: true, ends: "2025-12-01T11:30:00Z" },
    },
  },
};
