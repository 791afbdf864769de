import { ownBook } from '../src/index.ts';
import { paceBookContract } from './pace-book-contract.ts';

paceBookContract('memory', async () => {
  const book = ownBook();
  return { book, another: () => book, close: () => Promise.resolve() };
});
