import type { Config } from "thunderhead/config";

export default {
  aws: {
    fabric: "one-card",
    reservations: {
      train: { id: "cr-0a1b", zone: "use1-az6", block: true, ends: "2099-12-01T11:30:00Z" },
    },
  },
} satisfies Config;
