import { FakeSafeguards } from '../fakes/fake-safeguards.ts';
import { FakeSeats } from '../fakes/fake-seats.ts';
import { safeguardsContract } from './safeguards-contract.ts';
import { seatsContract } from './seats-contract.ts';

const nothing = () => Promise.resolve();

seatsContract('memory', async () => ({ seats: new FakeSeats(), close: nothing }));
safeguardsContract('memory', async () => {
  const safeguards = new FakeSafeguards();
  return { safeguards, seats: new FakeSeats(safeguards), close: nothing };
});
