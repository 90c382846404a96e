import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder for programs that are run to be read, gone afterwards. It has the same name from run to run, where nobody
 * else has it: Node keeps what it compiled by a file's name, so that under a new name each time every run would
 * compile anew, and leave what it compiled behind.
 */
export async function inScratch<Result>(
  use: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = realpathSync(made());
  try {
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** As many as are likely to be run at a time; those of killed commands stay until the system clears its folder. */
const places = 16;

function made(): string {
  for (let place = 0; place < places; place++) {
    const directory = join(tmpdir(), `thunderhead-review-${place}`);
    if (isMade(directory)) return directory;
  }
  return mkdtempSync(join(tmpdir(), "thunderhead-review-"));
}

/** False where it is there already: somebody's who runs now, or did. */
function isMade(directory: string): boolean {
  try {
    mkdirSync(directory, { mode: 0o700 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
