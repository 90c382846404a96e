import type { Disk } from "#core/bindings.ts";

const file = "life";

/**
 * Which life of this machine's agent begins: one more than the last, kept on its disk, since its clock may have
 * been set back. On a disk that takes nothing it may be the last one's again; then connections are refused until
 * their number is higher than any before.
 */
export async function nextLife(disk: Disk): Promise<number> {
  const known = (await disk.list()).includes(file) ? Number(await disk.read(file)) : 0;
  const life = (Number.isSafeInteger(known) ? known : 0) + 1;
  try {
    await disk.write(`${file}.part`, String(life));
    await disk.sync(`${file}.part`);
    await disk.rename(`${file}.part`, file);
    await disk.syncNames();
  } catch {
    return life;
  }
  return life;
}
