import { NotTold, PerhapsTold } from '../ports.ts';

/** What an SDK's error says of itself, without a word that AWS wrote: its messages quote addresses. */
export type Failure = { name: string; status: number | undefined };

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'something that is no Error', status: undefined };
  return { name: /^\w{1,64}$/.test(error.name) ? error.name : 'Error', status: statusOf(error) };
}

/** An answer with a status of 400 and something says that nothing was done. All else leaves it open. */
export function thrownFor(service: string, { name, status }: Failure): NotTold | PerhapsTold {
  return status !== undefined && status >= 400 && status < 500
    ? new NotTold(`${service} did not take it: ${name}`)
    : new PerhapsTold(`Nobody knows whether ${service} took it: ${name}`);
}

function statusOf(error: Error): number | undefined {
  if (!('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  return typeof metadata === 'object' &&
    metadata !== null &&
    'httpStatusCode' in metadata &&
    typeof metadata.httpStatusCode === 'number'
    ? metadata.httpStatusCode
    : undefined;
}
