import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';

/** As the portal's page is told them. */
export type SignIn = { issuer: string; clientId: string; scope: string; redirectUri: string };

const discovery = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });
const tokens = z.object({ id_token: z.string() });

/** An ID token for somebody, by the code flow with PKCE and the pool's own form: as a browser gets one, without a browser. */
export async function idTokenOf(
  account: { name: string; password: string },
  { issuer, clientId, scope, redirectUri }: SignIn,
): Promise<string> {
  const known = discovery.parse(await (await fetch(`${issuer}/.well-known/openid-configuration`)).json());
  const verifier = randomBytes(32).toString('base64url');
  const asked = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope,
    state: 'state',
    nonce: 'nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const form = new URLSearchParams({ ...asked, username: account.name, password: account.password });
  const login = await fetch(new URL('/login', known.authorization_endpoint), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const back = new URL(login.headers.get('location') ?? 'about:blank');
  const code = back.searchParams.get('code');
  if (code === null) throw new Error(`${account.name} could not sign in: ${login.status}`);
  const answer = await fetch(known.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    }),
  });
  return tokens.parse(await answer.json()).id_token;
}
