import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openldapWorld } from '../directories/openldap-world.ts';
import { scenario } from '../directories/world.ts';
import { directoryContract } from '../directory-contract.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'cleandesk-slapd-'));

directoryContract('OpenLDAP', () => openldapWorld(scenario, { folder: folder(), overlays: false }));
directoryContract('OpenLDAP with memberof and refint', () =>
  openldapWorld(scenario, { folder: folder(), overlays: true }),
);
