import { fakeNotebook } from './fakes/fake-notebook.ts';
import { notebookContract } from './notebook-contract.ts';

notebookContract('the fake', async () => fakeNotebook());
