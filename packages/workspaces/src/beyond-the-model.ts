import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type DescribeWorkspacesCommand, Workspace$, WorkspaceProperties$ } from '@aws-sdk/client-workspaces';
import { type BeyondTheModel, UnexpectedAnswer } from './desktop.ts';

/** The fifth part of a structure's schema is the list of its members. */
const members = new Set(Workspace$[4]);
const properties = new Set(WorkspaceProperties$[4]);

/**
 * An SDK drops what its model does not have, without a word: client-workspaces 3.1048 knows nothing of
 * `NestedVirtualizationEnabled`, which AWS tells (botocore 1.44.5). Whoever makes a desktop again
 * from what was described would lose such a setting and never know. So the text of the answer is kept, and read twice.
 * @returns what to ask after the answer has come: by id, what the SDK left out. Most desktops are not in it.
 */
export function listenBeyondTheModel(
  command: DescribeWorkspacesCommand,
): () => ReadonlyMap<string, BeyondTheModel> {
  let text: string | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (typeof response !== 'object' || response === null || !('body' in response)) return result;
      const bytes = await bytesOf(response.body);
      text = new TextDecoder().decode(bytes);
      response.body = bytes;
      return result;
    },
    // Nearest to the wire: before the SDK's own reading of the body, which can be read only once.
    { step: 'deserialize', priority: 'low', name: 'listenBeyondTheModel' },
  );
  return () => {
    if (text === undefined) throw new UnexpectedAnswer('The text of an answer went past us');
    const answer: unknown = JSON.parse(text);
    const found = new Map<string, BeyondTheModel>();
    for (const workspace of listIn(answer, 'Workspaces')) {
      if (!isObject(workspace) || typeof workspace.WorkspaceId !== 'string') continue;
      const beyond = [
        ...without(workspace, members, ''),
        ...without(workspace.WorkspaceProperties, properties, 'WorkspaceProperties.'),
      ];
      if (beyond.length > 0) found.set(workspace.WorkspaceId, Object.fromEntries(beyond));
    }
    return found;
  };
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body instanceof Readable) return buffer(body);
  if (body instanceof Uint8Array) return body;
  throw new UnexpectedAnswer('AWS answered with a body that is no stream');
}

const without = (value: unknown, known: ReadonlySet<string>, path: string): [string, unknown][] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, told]): [string, unknown][] =>
        known.has(key) ? [] : [[`${path}${key}`, told]],
      )
    : [];

const listIn = (value: unknown, key: string): unknown[] =>
  isObject(value) && Array.isArray(value[key]) ? value[key] : [];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
