/** Forward slashes, `.` and `..` folded away; a leading drive letter stays. */
export function absolute(specifier: string, from: string): string {
  const segments = specifier.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const segment of specifier.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(segment);
  }
  const joined = segments.join("/");
  return joined.startsWith("/") || /^[A-Za-z]:/u.test(joined) ? joined : `/${joined}`;
}
