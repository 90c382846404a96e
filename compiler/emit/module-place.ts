import { dirname } from "node:path/posix";
import { bundlePath } from "#protocol/manifest.ts";

/**
 * A bundle is one file at the top of its folder, and what the app reads beside its modules lies there in its
 * own place: so `import.meta.url` of `lib/sizes.ts` has to go on naming `lib/`, and not the bundle.
 */
export function withPlace(text: string, module: string): string {
  const place = bundlePath(module);
  if (!place.includes("/")) return text;
  const said: Readonly<Record<string, string>> = {
    url: `new URL(${JSON.stringify(place)}, import.meta.url).href`,
    filename: `(import.meta.dirname + ${JSON.stringify(`/${place}`)})`,
    dirname: `(import.meta.dirname + ${JSON.stringify(`/${dirname(place)}`)})`,
  };
  return text.replace(
    /\bimport\.meta\.(url|filename|dirname)\b/g,
    (whole, part: string) => said[part] ?? whole,
  );
}
