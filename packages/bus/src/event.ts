import type { DetailInput, EventContract, OutgoingEvent } from '@cleandesk/contracts';
import type * as z from 'zod';
import { faultsOf } from './faults.ts';

/** Our own events: their detail is an object that can carry a correlation id. */
export type OwnContract = EventContract<z.ZodObject>;

/** A mistake of the publisher: the detail is not what the contract says, or the source may not say it. */
export class UnpublishableEvent extends Error {
  override readonly name = 'UnpublishableEvent';
}

/**
 * An event of ours, validated before it leaves: what a listener would refuse is refused here.
 * What the contract does not name is left out, defaults are filled in.
 * @param options.source one of the contract's sources; the first one unless said otherwise.
 * @throws {UnpublishableEvent} naming the fields, without their values.
 */
export function event<C extends OwnContract>(
  contract: C,
  detail: DetailInput<C>,
  options: { source?: C['sources'][number]; correlationId?: string } = {},
): OutgoingEvent {
  const source = options.source ?? contract.sources[0];
  if (!contract.sources.includes(source)) {
    throw new UnpublishableEvent(`${contract.detailType} is not said by ${source}`);
  }
  const { correlationId } = options;
  const result = contract.detail.safeParse({
    ...detail,
    ...(correlationId === undefined ? {} : { correlationId }),
  });
  if (!result.success) throw new UnpublishableEvent(`${contract.detailType}: ${faultsOf(result.error)}`);
  return { source, detailType: contract.detailType, detail: result.data };
}
