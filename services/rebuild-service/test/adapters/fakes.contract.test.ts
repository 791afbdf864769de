import { FakeBreakers } from '../fakes/fake-breakers.ts';
import { FakeSeats } from '../fakes/fake-seats.ts';
import { breakersContract } from './breakers-contract.ts';
import { seatsContract } from './seats-contract.ts';

const nothing = () => Promise.resolve();

seatsContract('memory', async () => ({ seats: new FakeSeats(), close: nothing }));
breakersContract('memory', async () => ({ breakers: new FakeBreakers(), close: nothing }));
