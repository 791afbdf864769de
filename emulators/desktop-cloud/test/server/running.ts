import { afterAll, beforeAll } from 'vitest';
import { type RunningDesktopCloud, type ServerOptions, startDesktopCloud } from '../../src/server.ts';

/** A server for one file of tests, and what SDK clients need to reach it. */
export function running(options: ServerOptions = {}) {
  let started: RunningDesktopCloud | undefined;
  const server = (): RunningDesktopCloud => {
    if (started === undefined) throw new Error('the server is not up');
    return started;
  };
  beforeAll(async () => {
    started = await startDesktopCloud({
      speed: 1200,
      checkAnswers: true,
      settings: { throttle: { enabled: false } },
      ...options,
    });
  });
  afterAll(() => server().close());
  return {
    server,
    client: (more: { maxAttempts?: number } = {}) => ({
      endpoint: server().url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
      maxAttempts: 1,
      ...more,
    }),
    control: async (path: string, body?: object, method = body === undefined ? 'GET' : 'POST') => {
      const response = await fetch(`${server().url}/_control/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      return { status: response.status, answer };
    },
  };
}

/** Waits until `look` answers something, at most half a minute: the machine may be busy. */
export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  const until = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error('it did not come to pass in 30 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
