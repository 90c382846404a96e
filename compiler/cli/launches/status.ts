import type { StatusDocument } from "#protocol/api.ts";

/** A launch here is of this same build; a deployed controller's documents only ever gain fields. */
export const isStatus = (answer: unknown): answer is StatusDocument =>
  typeof answer === "object" && answer !== null && "components" in answer;
