import { createServer } from 'node:net';
import { StackRefused } from './refusals.ts';

/** Everything listens here and nowhere else. */
export const host = '127.0.0.1';

/**
 * The port to use: `wanted` if it is free, any free one for 0.
 * @param option what a person would change, e.g. `--base-port`
 */
export async function choosePort(wanted: number, purpose: string, option: string): Promise<number> {
  const port = await tryListen(wanted);
  if (port !== undefined) return port;
  throw new StackRefused(
    `Port ${wanted} for ${purpose} is in use: end what listens there, or choose another with ${option} (0 takes any free port).`,
  );
}

/** Whether nobody listens there. */
export async function isFree(port: number): Promise<boolean> {
  return (await tryListen(port)) !== undefined;
}

/** The port that could be bound, or undefined when another process has it. */
async function tryListen(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((answer, failed) => {
    server.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') answer(undefined);
      else failed(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => answer(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
