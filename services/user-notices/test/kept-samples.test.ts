import { join } from 'node:path';
import { keptSamples } from '@cleandesk/samples';
import { testKeptFiles, testKeptShape } from '@cleandesk/samples/suite';
import { describe } from 'vitest';
import * as z from 'zod';
import { templates } from '../src/adapters/dynamo-templates.ts';

const folder = join(import.meta.dirname, 'samples');
const item = z.object({ templates: z.string() });

describe('the shape in which templates are stored', () => {
  testKeptShape({
    folder,
    kind: 'templates',
    shape: templates,
    values: keptSamples(folder, 'templates').map(({ value }) => JSON.parse(item.parse(value).templates)),
  });
});

testKeptFiles(folder);
