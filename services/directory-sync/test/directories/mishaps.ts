import { connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Authority, certificateAuthority, type ServerCertificate } from '@cleandesk/launcher';
import type { LdapSource } from '../../src/domain/group.ts';
import type { Mishap } from './world.ts';

export type Mishaps = { of(kind: Mishap): Partial<LdapSource>; close(): Promise<void> };

/** Bytes from the server after which a connection through a bad line is in the middle of a large group's members. */
const inTheMiddle = 12_000;
const host = '127.0.0.1';
const dayMs = 86_400_000;

/** Bad lines to a directory, and strangers that answer in its place. */
export async function mishaps(directory: { url: string; authority: Authority }): Promise<Mishaps> {
  const { authority } = directory;
  const expired = await authority.sign({ names: [host], until: new Date(Date.now() - dayMs) });
  const other = await authority.sign({ names: ['other.example'] });
  const stranger = await certificateAuthority('Somebody else');
  const port = Number(new URL(directory.url).port);
  const servers = {
    silent: await listening(createServer(() => undefined)),
    noTls: await listening(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
    expired: await listening(tlsServer(expired)),
    otherName: await listening(tlsServer(other)),
    cutWhileReading: await listening(badLine(port, (client) => client.resetAndDestroy())),
    stalledWhileReading: await listening(badLine(port, () => undefined)),
  };
  const at = (server: Server): Partial<LdapSource> => ({ urls: [`ldaps://${host}:${portOf(server)}`] });
  return {
    of(kind) {
      switch (kind) {
        case 'refused':
          // Nobody listens on it: a listener of the system's would need root.
          return { urls: [`ldaps://${host}:1`] };
        case 'nameless':
          return { urls: ['ldaps://no-such-host.invalid'] };
        case 'unknownAuthority':
          return { ca: stranger.ca };
        case 'silent':
        case 'noTls':
        case 'expired':
        case 'otherName':
        case 'cutWhileReading':
        case 'stalledWhileReading':
          return at(servers[kind]);
        default:
          return kind satisfies never;
      }
    },
    async close() {
      await Promise.all(Object.values(servers).map(closing));
    },
  };
}

const open = new WeakMap<Server, Set<Socket>>();

async function listening(server: Server): Promise<Server> {
  const sockets = new Set<Socket>();
  open.set(server, sockets);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // Whoever refuses our certificate resets the connection.
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, host, done));
  return server;
}

async function closing(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  for (const socket of open.get(server) ?? []) socket.destroy();
  await closed;
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen');
  return address.port;
}

function tlsServer({ certificate: cert, key }: ServerCertificate): Server {
  return createTlsServer({ cert, key }, (socket) => socket.on('error', () => undefined)).on(
    'tlsClientError',
    () => undefined,
  );
}

/** Hands on what is said, until the server has said a good deal. */
function badLine(port: number, then: (client: Socket) => void): Server {
  return createServer((client) => {
    const server = connect(port, host);
    let said = 0;
    client.pipe(server);
    client.on('close', () => server.destroy());
    server.on('error', () => client.destroy());
    server.on('close', () => client.end());
    server.on('data', (bytes: Buffer) => {
      const isOver = said > inTheMiddle;
      said += bytes.length;
      if (said <= inTheMiddle) client.write(bytes);
      else if (!isOver) then(client);
    });
  });
}
