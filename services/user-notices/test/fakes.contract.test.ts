import { fakeTold } from './fakes/fake-told.ts';
import { toldContract } from './told-contract.ts';

toldContract('the fake', async () => fakeTold());
