import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import * as z from 'zod';

/** An OpenID Connect issuer of a story's own. It signs whatever it is asked to, with or without sense. */
export type Issuer = {
  url: string;
  clientId: string;
  /** An ID token that is good for ten minutes, but for what is said otherwise. */
  sign(claims: Claims, how?: How): string;
  close(): Promise<void>;
};

export type Claims = Readonly<Record<string, unknown>>;
/** `none` and `publicKey` are what forgers try: no signature, and one with what everybody knows. */
export type How = { by?: 'ownKey' | 'otherKey' | 'none' | 'publicKey' };

const clientId = 'portal-of-a-story';
const keyId = 'the-only-one';
/** Issuers have a path, some of them. */
const realm = '/people';
const address = z.object({ port: z.int() });

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const rs256 = (text: string, key: KeyObject) =>
  createSign('RSA-SHA256').update(text).sign(key).toString('base64url');

export async function openIssuer(): Promise<Issuer> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwks = {
    keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }],
  };
  let url = '';
  const server = createServer((request, response) => {
    const answers: Readonly<Record<string, unknown>> = {
      [`${realm}/.well-known/openid-configuration`]: {
        issuer: url,
        jwks_uri: `${url}/keys`,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
      },
      [`${realm}/keys`]: jwks,
    };
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${address.parse(server.address()).port}${realm}`;

  const signature: Readonly<Record<NonNullable<How['by']>, (text: string) => string>> = {
    ownKey: (text) => rs256(text, own.privateKey),
    otherKey: (text) => rs256(text, other.privateKey),
    none: () => '',
    publicKey: (text) =>
      createHmac('sha256', own.publicKey.export({ format: 'pem', type: 'spki' }))
        .update(text)
        .digest('base64url'),
  };
  const algorithms = { ownKey: 'RS256', otherKey: 'RS256', none: 'none', publicKey: 'HS256' } as const;

  return {
    url,
    clientId,
    sign(claims, { by = 'ownKey' } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const times = { iat: now - 5, exp: now + 600 };
      const header = part({ alg: algorithms[by], typ: 'JWT', kid: keyId });
      const text = `${header}.${part({ iss: url, aud: clientId, ...times, ...claims })}`;
      return `${text}.${signature[by](text)}`;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
