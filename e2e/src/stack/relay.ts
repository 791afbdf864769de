import { connect, createServer, type Socket } from 'node:net';

/** Passes bytes on to a server behind it, as they are, and counts what the server says. */
export type Relay = {
  /** Bytes that the server has said so far. */
  said(): number;
  /** Calls `act` once, as soon as the server has said so many bytes in all. */
  onceSaid(bytes: number, act: () => void): void;
  close(): Promise<void>;
};

/** Both on 127.0.0.1. What either side breaks off breaks off for the other one as well. */
export async function startRelay({ port, to }: { port: number; to: number }): Promise<Relay> {
  let said = 0;
  let waiting: { bytes: number; act: () => void } | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(to, '127.0.0.1');
    behind.on('data', (chunk) => {
      said += chunk.length;
      if (waiting === undefined || said < waiting.bytes) return;
      const { act } = waiting;
      waiting = undefined;
      act();
    });
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      // A side that is gone is what this is made for: the other one sees its end.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  return {
    said: () => said,
    onceSaid: (bytes, act) => {
      waiting = { bytes, act };
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
