export default {
  aws: {
    access: {
      domain: "ml.example.org",
      zoneId: "Z0123456789ABC",
      login: {
        issuer: "https://login.example.org",
        authorizationEndpoint: "https://login.example.org/authorize",
        tokenEndpoint: "https://login.example.org/token",
        userInfoEndpoint: "https://login.example.org/userinfo",
        clientId: "thunderhead",
      },
    },
  },
};
