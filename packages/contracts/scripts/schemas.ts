import * as z from 'zod';
import { catalogue } from '../src/catalogue.ts';
import type { EventContract } from '../src/define.ts';
import { fileNameOf } from './names.ts';

/** The detail of an event as JSON Schema (2020-12), for whoever does not write TypeScript. */
export function schemaOf(contract: EventContract): Record<string, unknown> {
  // The shape on the wire, which is what comes in: before defaults are filled in and AWS's spellings are put right.
  const schema = z.toJSONSchema(contract.detail, { io: 'input', unrepresentable: 'any' });
  return { title: contract.detailType, description: contract.summary, ...schema };
}

/** `schemas/<event>.json`, by file name. */
export const schemaFiles = (): Map<string, string> =>
  new Map(
    catalogue.map((contract) => [
      `${fileNameOf(contract)}.json`,
      `${JSON.stringify(schemaOf(contract), null, 2)}\n`,
    ]),
  );
