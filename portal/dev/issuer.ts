import { createHash, createSign, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isPersonKey, type Person, type PersonKey, people, personOf } from './people.ts';

/** An OpenID provider where one signs in by choosing who one is. */
export type Issuer = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Undefined for a token that is not good, or not good any more. */
  holderOf(token: string): Person | undefined;
  /** Ends all sign-ins and tokens. */
  revoke(): void;
};

type Options = {
  url: () => string;
  portal: () => string;
  clientId: string;
  now: () => number;
  /** s that a token is good for. */
  lifetimeSeconds: number;
};

export function issuer(options: Options): Issuer {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map<string, { person: PersonKey; challenge: string; nonce: string | null }>();
  const refreshes = new Map<string, PersonKey>();
  let generation = 1;

  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const tokenFor = (person: PersonKey, nonce: string | null) => {
    const iat = Math.floor(options.now() / 1000);
    const { name, login } = personOf(person);
    const claims = {
      iss: options.url(),
      aud: options.clientId,
      sub: person,
      name,
      email: login,
      generation,
      iat,
    };
    const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'stub' })}.${part({
      ...claims,
      exp: iat + options.lifetimeSeconds,
      ...(nonce !== null && { nonce }),
    })}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey).toString('base64url')}`;
  };
  const tokens = (person: PersonKey, nonce: string | null) => {
    const refresh = randomBytes(16).toString('base64url');
    refreshes.set(refresh, person);
    const token = tokenFor(person, nonce);
    return {
      token_type: 'Bearer',
      access_token: token,
      id_token: token,
      refresh_token: refresh,
      expires_in: options.lifetimeSeconds,
      scope: 'openid profile email',
    };
  };

  const exchange = (form: URLSearchParams) => {
    if (form.get('grant_type') === 'refresh_token') {
      const person = refreshes.get(form.get('refresh_token') ?? '');
      return person === undefined ? undefined : tokens(person, null);
    }
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    return code && proof === code.challenge ? tokens(code.person, code.nonce) : undefined;
  };

  const authorize = (url: URL, response: ServerResponse) => {
    const person = url.searchParams.get('person') ?? '';
    if (!isPersonKey(person)) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      return response.end(choice(url));
    }
    const code = randomBytes(16).toString('base64url');
    codes.set(code, {
      person,
      challenge: url.searchParams.get('code_challenge') ?? '',
      nonce: url.searchParams.get('nonce'),
    });
    const back = new URL(url.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', url.searchParams.get('state') ?? '');
    return redirect(response, back.href);
  };

  return {
    async handle(request, response) {
      const url = new URL(request.url ?? '/', options.url());
      response.setHeader('access-control-allow-origin', options.portal());
      switch (url.pathname) {
        case '/.well-known/openid-configuration':
          return json(response, 200, discovery(options.url()));
        case '/jwks':
          return json(response, 200, {
            keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'stub', alg: 'RS256' }],
          });
        case '/authorize':
          authorize(url, response);
          return;
        case '/token': {
          const answer = exchange(new URLSearchParams(await textOf(request)));
          return json(response, answer ? 200 : 400, answer ?? { error: 'invalid_grant' });
        }
        case '/logout':
          redirect(response, url.searchParams.get('post_logout_redirect_uri') ?? options.portal());
          return;
        case '/favicon.ico':
          response.writeHead(204).end();
          return;
        default:
          response.writeHead(404).end();
      }
    },
    holderOf(token) {
      const [header = '', claims = '', signature = ''] = token.split('.');
      const isOurs = verify(
        'RSA-SHA256',
        Buffer.from(`${header}.${claims}`),
        publicKey,
        Buffer.from(signature, 'base64url'),
      );
      if (!isOurs) return undefined;
      const said: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString());
      if (typeof said !== 'object' || said === null) return undefined;
      const { sub, exp, aud, generation: made } = { sub: '', exp: 0, aud: '', generation: 0, ...said };
      const isGood = exp > options.now() / 1000 && aud === options.clientId && made === generation;
      return isGood && isPersonKey(sub) ? personOf(sub) : undefined;
    },
    revoke() {
      generation += 1;
      refreshes.clear();
      codes.clear();
    },
  };
}

const discovery = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  jwks_uri: `${url}/jwks`,
  end_session_endpoint: `${url}/logout`,
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
});

/** Who one can be. */
function choice(url: URL): string {
  const links = Object.entries(people).map(([key, { name, roles }]) => {
    const to = new URL(url);
    to.searchParams.set('person', key);
    return `<p><a href="${to.href.replaceAll('&', '&amp;')}">${name}</a> (${roles.join(', ')})</p>`;
  });
  return `<!doctype html><html lang="en"><title>Stub sign-in</title><h1>Who are you?</h1>${links.join('')}</html>`;
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
