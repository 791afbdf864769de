import { expect, test } from 'vitest';
import { Misconfigured, readConfig } from '../../src/start/config.ts';

const good = {
  apiUrl: 'https://api.example.com',
  issuer: 'https://login.example.com/pool',
  clientId: 'portal',
  scope: 'openid profile',
  title: 'Desktops',
  approversSignIn: true,
};
const faultsOf = (written: unknown): readonly string[] => {
  try {
    readConfig(written);
    return [];
  } catch (error) {
    if (error instanceof Misconfigured) return error.faults;
    throw error;
  }
};

test('A whole configuration is taken', () => {
  expect(readConfig(good)).toEqual(good);
  expect(readConfig({ ...good, endSessionUrl: 'https://login.example.com/logout' }).endSessionUrl).toContain(
    'logout',
  );
});

test('Every fault is told at once', () => {
  expect(faultsOf({ title: ' ', approversSignIn: 'yes' })).toEqual([
    'approversSignIn is missing: true or false',
    'apiUrl is missing: a text',
    'issuer is missing: a text',
    'clientId is missing: a text',
    'scope is missing: a text',
    'title is missing: a text',
  ]);
  expect(faultsOf(null)).toEqual(['config.json is no object']);
});

test('Tokens go over TLS only, but for this machine', () => {
  expect(faultsOf({ ...good, apiUrl: 'http://api.example.com' })).toHaveLength(1);
  expect(faultsOf({ ...good, issuer: 'javascript:alert(1)' })).toHaveLength(1);
  expect(faultsOf({ ...good, apiUrl: 'http://127.0.0.1:4000', issuer: 'http://localhost:4001' })).toEqual([]);
});

test('Without openid there would be no ID token', () => {
  expect(faultsOf({ ...good, scope: 'profile' })).toEqual([
    'scope lacks openid: without it there is no ID token',
  ]);
});
