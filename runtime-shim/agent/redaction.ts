/** Shorter values would be found in half of all lines, and hide nothing. */
const shortest = 4;

/** Takes the values of secrets out of what is shown to people: `[secret TOKEN]` stands where one did. */
export function redactor(secrets: ReadonlyMap<string, string>): (text: string) => string {
  return (text) => {
    let shown = text;
    for (const [name, value] of secrets) {
      if (value.length >= shortest) shown = shown.replaceAll(value, `[secret ${name}]`);
    }
    return shown;
  };
}
