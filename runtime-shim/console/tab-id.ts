/** A tab's names as part of an element id: unique, without spaces, the same for the tab and its panel. */
export const tabId = (names: readonly string[]): string =>
  `app-${names.map(encodeURIComponent).join("/")}`;
