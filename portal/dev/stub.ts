import { dist } from '../scripts/build.ts';
import type { Config } from '../src/start/config.ts';
import { type Issuer, issuer } from './issuer.ts';
import { type Listening, listen } from './listening.ts';
import { site } from './site.ts';
import { type Disturbance, stubApi } from './stub-api.ts';
import { type World, world } from './world.ts';

export type Stub = {
  url: string;
  config: Config;
  world: World;
  issuer: Issuer;
  disturbance: Disturbance;
  close(): Promise<void>;
};

type Options = {
  /** Of the built portal. */
  folder?: string;
  now?: () => number;
  port?: number;
  lifetimeSeconds?: number;
  onFault?: (error: unknown) => void;
};

/** The built portal with a world of its own: its site, its API and its issuer, each at another origin, as in an account. */
export async function startStub(options: Options = {}): Promise<Stub> {
  const now = options.now ?? (() => Date.now());
  const places: { site?: Listening; api?: Listening; issuer?: Listening } = {};
  const url = (name: keyof typeof places) => places[name]?.url ?? '';
  const config: Config = {
    apiUrl: '',
    issuer: '',
    clientId: 'portal',
    scope: 'openid profile email',
    title: 'Cleandesk',
    approversSignIn: true,
  };
  const theWorld = world(now);
  const disturbance: Disturbance = { delayMs: 0, instead: undefined };
  const theIssuer = issuer({
    url: () => url('issuer'),
    portal: () => url('site'),
    clientId: config.clientId,
    now,
    lifetimeSeconds: options.lifetimeSeconds ?? 3600,
  });
  const api = stubApi(theWorld, theIssuer, () => url('site'), disturbance);
  const fault = options.onFault ?? ((error: unknown) => console.error(error));
  places.issuer = await listen((request, response) => void theIssuer.handle(request, response).catch(fault));
  places.api = await listen((request, response) => {
    api(request, response).catch((error: unknown) => {
      fault(error);
      response.writeHead(500).end();
    });
  });
  places.site = await listen(
    site(options.folder ?? dist, () => config),
    options.port,
  );
  config.apiUrl = url('api');
  config.issuer = url('issuer');
  return {
    url: url('site'),
    config,
    world: theWorld,
    issuer: theIssuer,
    disturbance,
    close: async () => {
      await Promise.all(Object.values(places).map((place) => place.close()));
    },
  };
}
