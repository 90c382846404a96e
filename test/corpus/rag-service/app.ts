// An index that is rebuilt every night, and a service that is replaced with each new version.
import { App, CloudCompute, Drive, Flow, Path, secret } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Index extends PythonScript {
  index = new Path("index", { verify: "full" });

  constructor() {
    super({
      script: "rag/index.py",
      requirements: ["faiss-cpu", "sentence-transformers"],
      cloudCompute: new CloudCompute("gpu"),
      env: { HF_TOKEN: secret("HF_TOKEN") },
    });
  }
  override async run(documents: Drive) {
    await documents.get("corpus.jsonl", { to: "corpus.jsonl" });
    await this.exec(["--corpus", "corpus.jsonl", "--out", this.index.local]);
  }
}
class Answer extends PythonScript {
  constructor() {
    super({
      script: "rag/serve.py",
      requirements: ["fastapi", "uvicorn"],
      port: 8080,
      health: { path: "/health", grace: "3m" },
      env: { OPENAI_API_KEY: secret("OPENAI_API_KEY") },
    });
  }
  override async run(index: Path) {
    await this.exec(["--index", index.local, "--host", this.host, "--port", `${this.port}`]);
  }
}
class Root extends Flow {
  documents = new Drive("documents");
  index = new Index();
  answer = new Answer();

  override async run() {
    await this.every(
      "0 2 * * *",
      async () => {
        await this.index.run(this.documents);
        this.answer.start(this.index.index);
      },
      { immediately: true, timezone: "Europe/Paris" },
    );
  }
  override configureLayout() {
    return [
      { name: "Ask", content: `${this.answer.url}/ask` },
      { name: "Index", content: this.index },
    ];
  }
}

export default new App(new Root());
