import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  CodeActionRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentSymbolRequest,
  ExitNotification,
  type FileChangeType,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  type Range,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

const command = fileURLToPath(new URL("../../bin/thunderhead.mjs", import.meta.url));

/** An editor: a client of the language server, which runs as a process of its own. */
export async function openEditor(folder: string) {
  const child = spawn(process.execPath, [command, "lsp", "--stdio"], {
    cwd: folder,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const complaints: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => complaints.push(text));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const shown = new Map<string, readonly Diagnostic[]>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    shown.set(uri, diagnostics);
  });
  connection.onRequest(RegistrationRequest.type, () => undefined);
  connection.listen();
  const { capabilities } = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const documents = new Map<string, TextDocument>();
  const uriOf = (file: string) => pathToFileURL(join(folder, file)).href;
  const textDocument = (file: string) => ({ uri: uriOf(file) });
  const text = (file: string) => documents.get(file)?.getText() ?? "";

  return {
    capabilities,
    complaints,
    text,
    shown: (file: string) => shown.get(uriOf(file)) ?? [],
    async open(file: string) {
      const content = readFileSync(join(folder, file), "utf8");
      documents.set(file, TextDocument.create(uriOf(file), "typescript", 1, content));
      const document = { uri: uriOf(file), languageId: "typescript", version: 1, text: content };
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: document,
      });
    },
    /** Types `text` where `old` stands, as a change of that range alone. */
    async type(file: string, old: string, text: string) {
      const document = documents.get(file);
      const at = document?.getText().indexOf(old) ?? -1;
      if (!document || at < 0) throw new Error(`${file} does not say ${old}`);
      const range = {
        start: document.positionAt(at),
        end: document.positionAt(at + old.length),
      };
      await edit(file, [{ range, newText: text }]);
    },
    edit,
    async save(file: string) {
      await connection.sendNotification(DidSaveTextDocumentNotification.type, {
        textDocument: textDocument(file),
      });
    },
    async close(file: string) {
      documents.delete(file);
      await connection.sendNotification(DidCloseTextDocumentNotification.type, {
        textDocument: textDocument(file),
      });
    },
    async changedOnDisk(changes: Readonly<Record<string, FileChangeType>>) {
      await connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: Object.entries(changes).map(([file, type]) => ({ uri: uriOf(file), type })),
      });
    },
    fixes: (file: string, range: Range) =>
      connection.sendRequest(CodeActionRequest.type, {
        textDocument: textDocument(file),
        range,
        context: { diagnostics: [] },
      }),
    /** What is shown with the pointer in the middle of this text. */
    async hover(file: string, over: string) {
      const document = documents.get(file);
      const at = document?.getText().indexOf(over) ?? -1;
      if (!document || at < 0) throw new Error(`${file} does not say ${over}`);
      const position = document.positionAt(at + Math.floor(over.length / 2));
      const found = await connection.sendRequest(HoverRequest.type, {
        textDocument: textDocument(file),
        position,
      });
      const { contents, range } = found ?? {};
      const value =
        contents && typeof contents === "object" && "value" in contents ? contents.value : "";
      return { value, over: range && document.getText(range) };
    },
    symbols: (file: string) =>
      connection.sendRequest(DocumentSymbolRequest.type, { textDocument: textDocument(file) }),
    /** The exit code. */
    async quit(): Promise<number | null> {
      const ended = exitOf(child);
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      return ended;
    },
    kill: () => child.kill("SIGKILL"),
  };

  async function edit(file: string, edits: readonly TextEdit[]): Promise<void> {
    const document = documents.get(file);
    if (!document) throw new Error(`${file} is not open`);
    const next = TextDocument.applyEdits(document, [...edits]);
    const version = document.version + 1;
    documents.set(file, TextDocument.create(document.uri, "typescript", version, next));
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version },
      contentChanges: edits.map(({ range, newText }) => ({ range, text: newText })),
    });
  }
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once("exit", resolve));
