export const large = "tiiuae/falcon-180B";
