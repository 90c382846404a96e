export async function download(address: string) {
  const answer = await fetch(address);
  return answer.text();
}
