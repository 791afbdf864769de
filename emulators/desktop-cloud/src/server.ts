import type { Server } from 'node:http';
import { BaseTargets } from './base/base-targets.ts';
import { BaseTopics } from './base/base-topics.ts';
import { EventDoor } from './base/event-door.ts';
import { systemClock } from './clock.ts';
import { Control } from './control/control.ts';
import { DesktopCloud, type DesktopCloudOptions } from './desktop-cloud.ts';
import { httpServer } from './server/http.ts';

export type ServerOptions = DesktopCloudOptions & {
  /** 0 picks a free port. */
  port?: number;
  /** Default 127.0.0.1: whoever reaches it can do everything. */
  host?: string;
  /** Where AWS's own events are posted, as bodies of PutEvents. */
  eventsUrl?: string;
  /** Endpoint of the emulator that has the targets of schedules. */
  baseUrl?: string;
};

export type RunningDesktopCloud = {
  /** e.g. `http://127.0.0.1:4600` */
  url: string;
  cloud: DesktopCloud;
  control: Control;
  close(): Promise<void>;
};

/**
 * Starts the desktop cloud on a port.
 * @throws Error EADDRINUSE and the like
 */
export async function startDesktopCloud(options: ServerOptions = {}): Promise<RunningDesktopCloud> {
  const { port = 0, host = '127.0.0.1', eventsUrl, baseUrl, ...rest } = options;
  const base = baseUrl?.replace(/\/+$/, '');
  const door = eventsUrl === undefined ? undefined : new EventDoor(eventsUrl, rest.clock ?? systemClock);
  const cloud = new DesktopCloud({
    ...rest,
    ...(door === undefined ? {} : { events: door }),
    ...(base === undefined ? {} : { invoker: new BaseTargets(base), topics: new BaseTopics(base) }),
  });
  const control = new Control(cloud, () => ({ waiting: door?.backlog ?? 0, ...door?.counts }));
  const server = httpServer(cloud, control);
  const url = await listening(server, port, host);
  return {
    url,
    cloud,
    control,
    async close() {
      door?.close();
      cloud.close();
      // Calls that hang on purpose would keep the server open for ever.
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listening(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`);
    });
  });
}
