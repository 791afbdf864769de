import { signedFor } from './sign.ts';

const timeoutMs = 10_000;

/**
 * A call of the base emulator.
 * @returns the body of the answer
 * @throws Error when the emulator is not there or refused
 */
export async function post(
  url: string,
  region: string,
  service: string,
  request: { headers: Record<string, string>; body: string },
): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...request.headers, authorization: signedFor(service, region) },
    body: request.body,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} answered ${response.status}: ${text.slice(0, 500)}`);
  return text;
}

/** Region, account and resource of an ARN. */
export function arnParts(arn: string): { region: string; accountId: string; resource: string } {
  const [, , , region = '', accountId = '', ...resource] = arn.split(':');
  return { region, accountId, resource: resource.join(':') };
}
