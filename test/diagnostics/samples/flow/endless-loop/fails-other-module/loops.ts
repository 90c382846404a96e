export async function forever(work: { run(): Promise<unknown> }) {
  do {
    await work.run();
  } while (true);
}
