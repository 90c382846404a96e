export async function ask(question: string) {
  const answer = await fetch("https://api.openai.com/v1/responses", {
    method: "POST",
    headers: { authorization: `Bearer ${process.env["OPENAI_API_KEY"]}` },
    body: question,
  });
  return answer.status;
}
