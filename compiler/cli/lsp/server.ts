/**
 * The language server: what `check` says, while somebody types. Documents that are open stand before the disk;
 * everything else is the compiler's own answer in an editor's words. Only this folder knows the protocol.
 */
import { resolve } from "node:path";
import {
  createConnection,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Invocation } from "../invocation.ts";
import { version } from "../version.ts";
import { byDocument, quickFixes } from "./diagnostics.ts";
import { hover } from "./hover.ts";
import { pathOf } from "./places.ts";
import { symbols } from "./symbols.ts";
import { type AppView, newWorkspace, type Workspace } from "./workspace.ts";

type Connection = ReturnType<typeof createConnection>;
type Documents = TextDocuments<TextDocument>;

/** Resolves when the editor has ended the conversation. */
export function serve(invocation: Invocation): Promise<number> {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  const documents = new TextDocuments(TextDocument);
  const { argument, directory } = invocation;
  const workspace = newWorkspace({
    invocation: {
      ...invocation,
      argument: argument === undefined ? undefined : resolve(directory, argument),
    },
    open: () =>
      Object.fromEntries(documents.all().map((one) => [pathOf(one.uri) ?? one.uri, one.getText()])),
    onSeen: publisher(connection),
    onBug: (error) => connection.console.error(`This is our bug: ${String(error)}`),
  });
  introduce(connection);
  watch(connection, documents, workspace);
  answer(connection, workspace);
  documents.listen(connection);
  connection.listen();
  return new Promise((done) => connection.onExit(() => done(0)));
}

const sources = "**/*.{ts,tsx,mts,cts,js,mjs,cjs,jsx,json,py,txt}";

function introduce(connection: Connection): void {
  let watchesFiles = false;
  connection.onInitialize(({ capabilities }): InitializeResult => {
    watchesFiles = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false;
    const renamed = { filters: [{ scheme: "file", pattern: { glob: "**" } }] };
    return {
      serverInfo: { name: "Thunderhead", version: version() },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: ["quickfix"] },
        hoverProvider: true,
        documentSymbolProvider: true,
        workspace: { fileOperations: { didRename: renamed, didDelete: renamed } },
      },
    };
  });
  connection.onInitialized(() => {
    if (!watchesFiles) return;
    const watchers = [{ globPattern: sources }];
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  });
}

function watch(connection: Connection, documents: Documents, { touch }: Workspace): void {
  const touchUri = (uri: string): void => {
    const path = pathOf(uri);
    if (path !== undefined) touch(path);
  };
  documents.onDidChangeContent(({ document }) => touchUri(document.uri));
  documents.onDidSave(({ document }) => touchUri(document.uri));
  documents.onDidClose(({ document }) => touchUri(document.uri));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) touchUri(uri);
  });
  connection.workspace.onDidRenameFiles(({ files }) => {
    for (const uri of files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])) touchUri(uri);
  });
  connection.workspace.onDidDeleteFiles(({ files }) => {
    for (const { uri } of files) touchUri(uri);
  });
}

function answer(connection: Connection, { settled }: Workspace): void {
  connection.onCodeAction(async ({ textDocument: { uri }, range }) => {
    const views = await settled();
    return views.flatMap(({ round: { app, sink } }) =>
      app ? quickFixes(sink.diagnostics(), app, { uri, range }) : [],
    );
  });
  connection.onHover(async ({ textDocument: { uri }, position }) => {
    for (const view of await settled()) {
      const found = await hover(view, { path: pathOf(uri) ?? "", position });
      if (found) return found;
    }
    return null;
  });
  connection.onDocumentSymbol(async ({ textDocument: { uri } }) =>
    (await settled()).flatMap((view) => symbols(view, pathOf(uri) ?? "")),
  );
}

/** Each document has the problems of all apps that it is part of; one that has none any more is told so. */
function publisher(connection: Connection): (views: readonly AppView[]) => void {
  let told: ReadonlySet<string> = new Set();
  return (views) => {
    const found = views.flatMap(({ round: { app, sink } }) =>
      app ? [...byDocument(sink.diagnostics(), app)] : [],
    );
    const uris = new Set(found.map(([uri]) => uri));
    for (const uri of uris.union(told)) {
      const all = found.flatMap(([other, diagnostics]) => (other === uri ? diagnostics : []));
      const once = new Map(all.map((one) => [JSON.stringify(one), one]));
      void connection.sendDiagnostics({ uri, diagnostics: [...once.values()] });
    }
    told = uris;
  };
}
