import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Asset, buildPortal } from '../../scripts/build.ts';
import { securityHeaders } from '../../scripts/headers.ts';

const folder = mkdtempSync(join(tmpdir(), 'cleandesk-portal-build-'));
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
beforeAll(() => buildPortal(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('Terraform reads each file of the site, with what it is and how long it may be kept', () => {
  const assets: Asset[] = JSON.parse(read('assets.json'));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  const listed = assets.map(({ path }) => path.replace('assets/', ''));
  expect([...listed, 'assets.json', 'headers.json'].sort()).toEqual(files.sort());
  for (const { path, cacheControl } of assets)
    expect([path, cacheControl.includes('immutable')]).toEqual([path, /-[A-Z0-9]{8}\.\w+$/.test(path)]);
  expect(assets.find(({ path }) => path === 'index.html')).toEqual({
    path: 'index.html',
    contentType: 'text/html; charset=utf-8',
    cacheControl: 'no-cache',
  });
});

test('The page has no inline script, style or handler, and names only files that are there', () => {
  const page = read('index.html');
  expect(page).not.toMatch(/<style|<script>|<script (?!src|type="module" src)|\son\w+=|\sstyle=|\{\{/);
  const named = [...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(named).toHaveLength(4);
  for (const path of named) expect(read(path).length).toBeGreaterThan(0);
});

test('The contract’s schemas stay where they are: the portal carries types only', () => {
  const script = readdirSync(join(folder, 'assets')).find((name) => name.startsWith('script-')) ?? '';
  expect(read(`assets/${script}`)).not.toMatch(/ZodError|invalid_type/);
});

test('The headers leave the deployment two places to fill, and no hole', () => {
  const headers: Record<string, string> = JSON.parse(read('headers.json'));
  const policy = headers['content-security-policy'] ?? '';
  expect(policy.match(/\{\w+\}/g)).toEqual(['{connect}', '{form}']);
  expect(policy).not.toMatch(/unsafe|\*/);
  const filled = securityHeaders({
    connect: ['https://api.example.com'],
    form: ['https://login.example.com'],
  });
  expect(
    policy.replace('{connect}', 'https://api.example.com').replace('{form}', 'https://login.example.com'),
  ).toBe(filled['content-security-policy']);
});
