import { randomUUID } from 'node:crypto';
import { accountId, defaultRegion } from '../desktop-cloud.ts';
import type { CallContext } from '../kernel.ts';
import type { WireRequest } from '../protocol/wire.ts';

const credential = /Credential=([^/,\s]+)\/[^/]+\/([^/]+)\/[^/]+\/aws4_request/;
const presigned = /^([^/]+)\/[^/]+\/([^/]+)\/[^/]+\/aws4_request$/;
/** A region per call of a fuzzer would be a fleet per call. */
const regionPattern = /^[a-z]{2}(-[a-z]{2,12}){1,3}-\d{1,2}$/;

/** Who calls, from the credential scope of the signature. Nothing is verified: every key is let in. */
export function contextOf(request: WireRequest): CallContext {
  const [, caller = 'anonymous', region = ''] =
    credential.exec(request.headers.authorization ?? '') ??
    presigned.exec(request.query.get('X-Amz-Credential') ?? '') ??
    [];
  // The SDKs put AWS_SDK_UA_APP_ID there: the only name of its own that a function can carry. What Powertools marks it with is left out.
  const app = /\bapp\/([\w.-]{1,50})/
    .exec(request.headers['user-agent'] ?? '')?.[1]
    ?.replace(/-PTEnv-.*$/, '');
  return {
    // As LocalStack does: a key of twelve digits names the account.
    accountId: /^\d{12}$/.test(caller) ? caller : accountId,
    region: regionPattern.test(region) ? region : defaultRegion,
    caller: app ?? caller.slice(0, 128),
    requestId: randomUUID(),
  };
}
