import { event, type OwnContract } from '@cleandesk/bus';
import type { OutgoingEvent } from '@cleandesk/contracts';
import type { Note } from '../domain/actions.ts';
import { says, saysByTimer } from '../says.ts';

const contracts = new Map<string, OwnContract>(
  [...says, ...saysByTimer].map((contract) => [contract.detailType, contract]),
);

/** From what the decider wants said to an event of the bus, validated once more before it leaves. */
export function outgoing(
  note: Extract<Note, { type: 'Publish' | 'SetTimer' }>,
  correlationId: string | undefined,
): OutgoingEvent {
  const contract = contracts.get(note.detailType);
  if (contract === undefined) throw new Error(`This service does not say ${note.detailType}`);
  const detail = contract.detail.parse(note.detail);
  return event(contract, detail, correlationId === undefined ? {} : { correlationId });
}
