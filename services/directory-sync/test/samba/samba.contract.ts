import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenario } from '../directories/world.ts';
import { directoryContract } from '../directory-contract.ts';
import { sambaWorld } from './samba-world.ts';

directoryContract('Samba AD DC', () => sambaWorld(scenario, mkdtempSync(join(tmpdir(), 'cleandesk-samba-'))));
