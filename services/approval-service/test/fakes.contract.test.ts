import { digest } from '../src/adapters/chance.ts';
import { doorsContract } from './contracts/doors-contract.ts';
import { leasesContract, warnBeforeMs } from './contracts/leases-contract.ts';
import { requestsContract } from './contracts/requests-contract.ts';
import { seatsContract } from './contracts/seats-contract.ts';
import { fakeLimits, fakeLinks, fakeMailbook } from './fakes/fake-doors.ts';
import { fakeLeases } from './fakes/fake-leases.ts';
import { fakeRequests } from './fakes/fake-requests.ts';
import { fakePauses, fakeSeats } from './fakes/fake-seats.ts';

const store = async () => {
  const leases = fakeLeases(digest, { warnBeforeMs });
  return { leases, requests: fakeRequests(digest, leases) };
};

requestsContract('the fake', store);
leasesContract('the fake', store);
seatsContract('the fake', async () => ({ seats: fakeSeats(), pauses: fakePauses() }));
doorsContract('the fake', async () => ({
  links: fakeLinks(),
  limits: fakeLimits(),
  mailbook: fakeMailbook(),
}));
