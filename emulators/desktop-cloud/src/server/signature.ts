import { createHash } from 'node:crypto';
import { AwsFault } from '../kernel.ts';
import type { WireRequest } from '../protocol/wire.ts';

/** Asymmetric signatures (SigV4a) name no Region in their scope. */
const elements: Readonly<Record<string, { count: number; example: string }>> = {
  'AWS4-HMAC-SHA256': { count: 5, example: 'keyid/date/region/service/term' },
  'AWS4-ECDSA-P256-SHA256': { count: 4, example: 'keyid/date/service/term' },
};

/**
 * What AWS says of a signature that is none: nothing is verified, but a header that no signer writes is a mistake of
 * the client. A request that is not signed at all is let in: so people try things with curl.
 * Source: what AWS answers, in public bug reports and in the programs that check signatures as it does; since 2023 it
 * shows the header hashed. Of several mistakes in one header it tells the missing parameters together.
 */
export function signatureFault(request: WireRequest): AwsFault | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return headerFault(authorization, request);
  const credential = request.query.get('X-Amz-Credential');
  if (credential === null) return undefined;
  return credentialFault(credential, request.query.get('X-Amz-Algorithm') ?? 'AWS4-HMAC-SHA256');
}

function headerFault(authorization: string, request: WireRequest): AwsFault | undefined {
  const [algorithm = '', ...rest] = authorization.trim().split(/\s+/);
  if (algorithm.startsWith('AWS') && !Object.hasOwn(elements, algorithm)) {
    return incomplete(`Unsupported AWS 'algorithm': '${algorithm.slice(0, 100)}'.`);
  }
  const fields = rest
    .join(' ')
    .split(/[,\s]+/)
    .filter((field) => field !== '');
  if (fields.some((field) => !field.includes('='))) {
    return incomplete(
      `Invalid key=value pair (missing equal-sign) in Authorization header (${hashed('h')}): '${digest(authorization)}'.`,
    );
  }
  const given = new Map(fields.map((field) => [field.replace(/=.*$/s, ''), field.replace(/^.*?=/s, '')]));
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => (given.get(name) ?? '') === '')
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (request.headers['x-amz-date'] === undefined && request.headers.date === undefined) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (missing.length > 0) {
    return incomplete(`${missing.join(' ')} (${hashed('H')}) Authorization=${digest(authorization)}`);
  }
  return credentialFault(given.get('Credential') ?? '', algorithm);
}

function credentialFault(credential: string, algorithm: string): AwsFault | undefined {
  const wanted = elements[algorithm];
  if (wanted === undefined) return incomplete(`Unsupported AWS 'algorithm': '${algorithm.slice(0, 100)}'.`);
  const parts = credential.split('/');
  if (parts.length !== wanted.count || parts.some((part) => part === '')) {
    return incomplete(
      `Credential must have exactly ${wanted.count} slash-delimited elements, e.g. ${wanted.example}, got '${credential.slice(0, 200)}'`,
    );
  }
  const term = parts.at(-1);
  if (term === 'aws4_request') return undefined;
  return new AwsFault(
    'InvalidSignatureException',
    `Credential should be scoped with a valid terminator: 'aws4_request', not '${term?.slice(0, 100)}'.`,
  );
}

const hashed = (initial: 'h' | 'H'): string => `${initial}ashed with SHA-256 and encoded with Base64`;
const digest = (header: string): string => createHash('sha256').update(header).digest('base64');
const incomplete = (message: string): AwsFault => new AwsFault('IncompleteSignatureException', message);
