import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../src/repository.ts';

/** As CloudFront runs it: one call of `handler`, and nothing of Node.js around it. */
const rewritten = (name: string, event: object): unknown => {
  const code = readFileSync(
    join(repositoryRoot, `terraform/modules/portal-hosting/functions/${name}.js`),
    'utf8',
  );
  return JSON.parse(String(runInNewContext(`${code}\nJSON.stringify(handler(event))`, { event })));
};

describe("CloudFront's functions", () => {
  it.each([
    ['/', '/index.html'],
    ['/decide', '/index.html'],
    ['/seats/abc.def/holds', '/index.html'],
    ['/assets/script-QSFSLOAZ.js', '/assets/script-QSFSLOAZ.js'],
    ['/config.json', '/config.json'],
  ])('tell a page from a file: %s is %s', (uri, asked) => {
    expect(rewritten('page', { request: { uri } })).toEqual({ uri: asked });
  });

  it.each([
    ['/api/me/requests', '/me/requests'],
    ['/api/api/x', '/api/x'],
    ['/apiary', '/apiary'],
  ])('take /api off %s', (uri, asked) => {
    expect(rewritten('api', { request: { uri, headers: {} }, viewer: { ip: '203.0.113.7' } })).toMatchObject({
      uri: asked,
    });
  });

  it('say who calls, whatever the caller says', () => {
    const headers = { 'x-viewer-address': { value: '198.51.100.1' }, authorization: { value: 'Bearer x' } };
    expect(
      rewritten('api', { request: { uri: '/api/me', headers }, viewer: { ip: '203.0.113.7' } }),
    ).toMatchObject({
      headers: { 'x-viewer-address': { value: '203.0.113.7' }, authorization: { value: 'Bearer x' } },
    });
  });
});
