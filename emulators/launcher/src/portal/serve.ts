#!/usr/bin/env node
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { host } from '../ports.ts';
import { portalSite } from './site.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, folder: { type: 'string' }, settings: { type: 'string' } },
});
const { port, folder, settings } = z
  .object({ port: z.coerce.number().int(), folder: z.string(), settings: z.string() })
  .parse(values);
portalSite(folder, settings).listen(port, host, () => console.log(`Serving ${folder} on port ${port}.`));
