import { running } from '../server/running.ts';

/** For the chains: as fast as clients that wait for states can bear. */
export const chainCloud = () => running({ speed: 20_000 });
