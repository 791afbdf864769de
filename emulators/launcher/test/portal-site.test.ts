import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portalSite } from '../src/portal/site.ts';
import { passwords, testers } from '../src/portal/testers.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = temporaryFolder();
const folder = join(root.path, 'dist');
const settings = join(root.path, 'portal.json');
const server = portalSite(folder, settings);
let url = '';

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<title>Desktops</title>');
  writeFileSync(join(folder, 'assets/app-1.js'), 'export {};');
  writeFileSync(join(folder, 'notes.txt'), 'nobody listed this');
  const listed = [
    { path: 'index.html', contentType: 'text/html; charset=utf-8', cacheControl: 'no-cache' },
    { path: 'assets/app-1.js', contentType: 'text/javascript', cacheControl: 'max-age=31536000, immutable' },
  ];
  writeFileSync(join(folder, 'assets.json'), JSON.stringify(listed));
  const headers = {
    'content-security-policy': "connect-src 'self' {connect}; form-action 'self' {form}",
    'x-frame-options': 'DENY',
  };
  writeFileSync(join(folder, 'headers.json'), JSON.stringify(headers));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  const address = server.address();
  url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  root[Symbol.dispose]();
});

describe("the server of the portal's files", () => {
  it('says that the portal is not deployed yet, until it is', async () => {
    expect((await fetch(`${url}/config.json`)).status).toBe(503);
    const config = { apiUrl: 'http://127.0.0.1:1/api' };
    writeFileSync(settings, JSON.stringify({ config, connectOrigins: ['http://127.0.0.1:1'] }));
    const answer = await fetch(`${url}/config.json`);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(await answer.json()).toEqual(config);
  });

  it('gives the page for every path without an extension, as CloudFront does', async () => {
    for (const path of ['/', '/requests/01JD', '/signed-in?code=1&state=2', '/decide#token']) {
      const answer = await fetch(url + path);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await answer.text()).toBe('<title>Desktops</title>');
    }
  });

  it('gives listed files as the build says, and no others', async () => {
    const script = await fetch(`${url}/assets/app-1.js`);
    expect(script.headers.get('cache-control')).toBe('max-age=31536000, immutable');
    expect(await script.text()).toBe('export {};');
    const unlisted = [
      '/assets/gone.js',
      '/notes.txt',
      '/assets.json',
      '/../portal.json',
      '/assets/..%2Fassets.json',
    ];
    const answers = await Promise.all(unlisted.map((path) => fetch(url + path)));
    expect(answers.map(({ status }) => status)).toEqual(unlisted.map(() => 404));
  });

  it("sends the build's headers with every answer, with whom the page may call filled in", async () => {
    for (const path of ['/', '/config.json', '/assets/gone.js']) {
      const { headers } = await fetch(url + path);
      expect(headers.get('content-security-policy')).toBe(
        "connect-src 'self' http://127.0.0.1:1; form-action 'self'",
      );
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });

  it('takes nothing but questions', async () => {
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('passwords of those who can sign in', () => {
  it('are made once for a checkout, and readable by nobody else', () => {
    using kept = temporaryFolder();
    const file = join(kept.path, 'passwords.json');
    const made = passwords(file);
    expect(Object.keys(made).toSorted()).toEqual([...testers].toSorted());
    expect(new Set(Object.values(made)).size).toBe(testers.length);
    expect(passwords(file)).toEqual(made);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('have each sort of letter that a user pool asks for', () => {
    using kept = temporaryFolder();
    for (const password of Object.values(passwords(join(kept.path, 'passwords.json'))))
      expect(password).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*-).{14,}$/);
  });
});
