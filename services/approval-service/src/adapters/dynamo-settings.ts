import * as z from 'zod';
import { type GivenSettings, settings } from '../config.ts';
import type { Table } from './table.ts';

/** The settings can't be read: nothing is asked for, and nothing decided. The message names the faults, and no value. */
export class SettingsUnreadable extends Error {
  override readonly name = 'SettingsUnreadable';
}

/** Terraform's settings lie in the table under a key with their hash: a function reads those that it was deployed with. */
export async function readSettings(table: Table, key: string): Promise<GivenSettings> {
  const item = await table.get({ pk: key, sk: 'portal' });
  if (item === undefined) throw new SettingsUnreadable('There are none under their key');
  const read = settings.safeParse(JSON.parse(z.string().parse(item.settings)));
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.map(String).join('.')} ${message}`);
  throw new SettingsUnreadable(faults.join('; '));
}
