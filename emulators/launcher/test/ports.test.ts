import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { choosePort } from '../src/ports.ts';
import { StackRefused } from '../src/refusals.ts';

describe('choosing a port', () => {
  it('takes a free one when asked for any', async () => {
    expect(await choosePort(0, 'the base emulator', '--base-port')).toBeGreaterThan(1023);
  });

  it('says which port is in use and how to choose another', async () => {
    const server = createServer();
    const port = await new Promise<number>((listening) =>
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        listening(typeof address === 'object' && address ? address.port : 0);
      }),
    );
    const refused = choosePort(port, 'the base emulator', '--base-port');
    await expect(refused).rejects.toThrow(StackRefused);
    await expect(refused).rejects.toThrow(
      `Port ${port} for the base emulator is in use: end what listens there, or choose another with --base-port`,
    );
    await new Promise((closed) => server.close(closed));
    expect(await choosePort(port, 'the base emulator', '--base-port')).toBe(port);
  });
});
