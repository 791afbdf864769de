import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { certificateAuthority } from '../src/directory/certificates.ts';

test('a certificate is signed by its authority and by no other, for the names in it', async () => {
  const [ours, theirs] = await Promise.all([certificateAuthority(), certificateAuthority()]);
  const { certificate } = await ours.sign({ names: ['dc1.example.com', '127.0.0.1'] });
  const signed = new X509Certificate(certificate);
  expect(signed.verify(new X509Certificate(ours.ca).publicKey)).toBe(true);
  expect(signed.verify(new X509Certificate(theirs.ca).publicKey)).toBe(false);
  expect(signed.checkHost('dc1.example.com')).toBe('dc1.example.com');
  expect(signed.checkHost('dc2.example.com')).toBeUndefined();
  expect(signed.checkIP('127.0.0.1')).toBe('127.0.0.1');
});

test('a certificate may be one that has expired', async () => {
  const until = new Date(Date.now() - 60_000);
  const { certificate } = await (await certificateAuthority()).sign({ names: ['localhost'], until });
  expect(new X509Certificate(certificate).validToDate.getTime()).toBeLessThan(Date.now());
});
