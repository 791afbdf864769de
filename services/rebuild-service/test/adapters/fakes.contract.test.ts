import { FakeRecords } from '../fakes/fake-records.ts';
import { FakeSafeguards } from '../fakes/fake-safeguards.ts';
import { FakeSeats } from '../fakes/fake-seats.ts';
import { type OpenRecords, recordsContract } from './records-contract.ts';
import { safeguardsContract } from './safeguards-contract.ts';
import { seatsContract } from './seats-contract.ts';

const nothing = () => Promise.resolve();

seatsContract('memory', async () => ({ seats: new FakeSeats(), close: nothing }));
safeguardsContract('memory', async () => {
  const safeguards = new FakeSafeguards();
  return { safeguards, seats: new FakeSeats(safeguards), close: nothing };
});
recordsContract('memory', async () => {
  const records = new FakeRecords();
  const kept: Awaited<ReturnType<OpenRecords>>['kept'] = async (ref) =>
    records.of(ref).map(({ link }) => link?.hash ?? '');
  return { records, kept, close: nothing };
});
