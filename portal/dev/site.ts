import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Asset } from '../scripts/build.ts';
import { securityHeaders } from '../scripts/headers.ts';
import type { Config } from '../src/start/config.ts';

/** A built portal as CloudFront serves it: the same headers, compressed, and every address without a file is the portal's own. */
export function site(folder: string, config: () => Config) {
  const assets: Asset[] = JSON.parse(readFileSync(join(folder, 'assets.json'), 'utf8'));
  return (request: IncomingMessage, response: ServerResponse): void => {
    const { apiUrl, issuer } = config();
    const path = new URL(request.url ?? '/', 'http://site').pathname.slice(1);
    for (const [name, value] of Object.entries(
      securityHeaders({ connect: [apiUrl, issuer], form: [issuer] }),
    ))
      response.setHeader(name, value);
    if (path === 'config.json') {
      response.setHeader('cache-control', 'no-cache');
      send(response, 'application/json', Buffer.from(JSON.stringify(config())));
      return;
    }
    const asset = assets.find((one) => one.path === path) ?? assets.find((one) => one.path === 'index.html');
    const isMissing = path.startsWith('assets/') && asset?.path !== path;
    if (!asset || isMissing || !existsSync(join(folder, asset.path))) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('cache-control', asset.cacheControl);
    send(response, asset.contentType, readFileSync(join(folder, asset.path)));
  };
}

function send(response: ServerResponse, contentType: string, content: Buffer): void {
  const body = gzipSync(content, { level: 9 });
  response.writeHead(200, {
    'content-type': contentType,
    'content-encoding': 'gzip',
    'content-length': body.length,
  });
  response.end(body);
}
