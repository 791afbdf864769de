import { join } from 'node:path';
import { testKeptItems } from '@cleandesk/samples/suite';
import { shapes } from '../src/adapters/notebook-items.ts';

testKeptItems(join(import.meta.dirname, 'samples'), shapes);
