import type { Config } from "thunderhead/config";

export default {
  aws: {
    fabric: "one-card",
    reservations: { train: { id: "cr-0a1b", zone: "use1-az6", block: true } },
  },
} satisfies Config;
