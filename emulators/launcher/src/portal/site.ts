import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { repositoryRoot } from '../repository.ts';

/** What the deployment says of the portal: its config.json, and whom its page may call. */
export const siteSettings = z.object({
  config: z.record(z.string(), z.unknown()),
  connectOrigins: z.array(z.string()),
});

const assets = z.array(z.object({ path: z.string(), contentType: z.string(), cacheControl: z.string() }));
const headers = z.record(z.string(), z.string());

/** Where the server says that it stands. */
export const healthPath = '/_local/health';

/**
 * Serves the built portal as CloudFront does: the files that the build lists and no others, with the build's headers, and paths told
 * apart by the very function that runs there. Files are read at each request, so that the next build is seen.
 * @param settingsFile of a deployment; until there is one, config.json is answered 503
 */
export function portalSite(folder: string, settingsFile: string): Server {
  const toPage = readFileSync(
    join(repositoryRoot, 'terraform/modules/portal-hosting/functions/page.js'),
    'utf8',
  );
  return createServer((request, response) => {
    const answer = (status: number, headersOfIt: Record<string, string>, body: Buffer | string) => {
      response.writeHead(status, headersOfIt);
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    try {
      const { status, headers: sent, body } = found(request.method, request.url);
      answer(status, sent, body);
    } catch (error) {
      console.error(error);
      answer(500, plain, 'The portal could not be read: its server log says why.\n');
    }
  });

  function found(method: string | undefined, url: string | undefined) {
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: plain, body: 'GET or HEAD.\n' };
    const asked = new URL(url ?? '/', 'http://localhost').pathname;
    if (asked === healthPath) return { status: 200, headers: json, body: '{"serves":true}' };
    const settings = readJson(settingsFile, siteSettings);
    const always = headersOf(settings?.connectOrigins ?? []);
    if (asked === '/config.json') {
      if (settings === undefined)
        return { status: 503, headers: { ...always, ...plain }, body: 'Not deployed yet.\n' };
      return { status: 200, headers: { ...always, ...json }, body: JSON.stringify(settings.config) };
    }
    const path = pathOf(asked);
    const asset = readJson(join(folder, 'assets.json'), assets)?.find((one) => `/${one.path}` === path);
    if (asset === undefined)
      return { status: 404, headers: { ...always, ...plain }, body: 'There is no such file.\n' };
    return {
      status: 200,
      headers: { ...always, 'content-type': asset.contentType, 'cache-control': asset.cacheControl },
      body: readFileSync(join(folder, asset.path)),
    };
  }

  function headersOf(origins: readonly string[]): Record<string, string> {
    const written = readJson(join(folder, 'headers.json'), headers) ?? {};
    const fill = (value: string) =>
      value.replace(' {connect}', origins.map((origin) => ` ${origin}`).join('')).replace(' {form}', '');
    return Object.fromEntries(Object.entries(written).map(([name, value]) => [name, fill(value)]));
  }

  /** As CloudFront's function rewrites it. */
  function pathOf(uri: string): string {
    return z
      .string()
      .parse(runInNewContext(`${toPage}\nhandler(event).uri`, { event: { request: { uri } } }));
  }
}

const json = { 'content-type': 'application/json', 'cache-control': 'no-cache' };
const plain = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };

function readJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
