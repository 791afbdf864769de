import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WireAnswer, WireRequest } from '../protocol/wire.ts';

const folder = join(import.meta.dirname, '../../page');

/** The control page: files as they are, there is nothing to build. */
const files: ReadonlyMap<string, { name: string; type: string }> = new Map([
  ['/', { name: 'index.html', type: 'text/html; charset=utf-8' }],
  ['/page.css', { name: 'page.css', type: 'text/css; charset=utf-8' }],
  ['/page.js', { name: 'page.js', type: 'text/javascript; charset=utf-8' }],
  ['/fleet.js', { name: 'fleet.js', type: 'text/javascript; charset=utf-8' }],
  ['/stream.js', { name: 'stream.js', type: 'text/javascript; charset=utf-8' }],
]);

/** Other sites must not get at a cloud on somebody's machine by way of their browser. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** A file of the control page, when the request is for one. */
export function pageFile(request: WireRequest): WireAnswer | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const file = files.get(request.path);
  if (file === undefined) return undefined;
  return {
    status: 200,
    headers: { ...headers, 'content-type': file.type },
    body: request.method === 'HEAD' ? '' : readFileSync(join(folder, file.name)),
  };
}
