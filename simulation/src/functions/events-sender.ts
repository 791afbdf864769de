import type { Bus } from '../bus/bus.ts';
import type { Line } from './line.ts';

type Entry = { Source: string; DetailType: string; Detail: string };

/** PutEvents onto the bus of this account. */
export function eventsSender(bus: Bus, line: Line): (command: object) => Promise<unknown> {
  return async (command) => {
    if (!('input' in command) || !isPutEvents(command.input)) throw new Error('Only PutEvents is sent here');
    const { Entries } = command.input;
    return line.reach(() => ({
      FailedEntryCount: 0,
      Entries: Entries.map(({ Source, DetailType, Detail }) => ({
        EventId: bus.put({ source: Source, detailType: DetailType, detail: JSON.parse(Detail) }),
      })),
    }));
  };
}

const isPutEvents = (input: unknown): input is { Entries: Entry[] } =>
  typeof input === 'object' && input !== null && 'Entries' in input && Array.isArray(input.Entries);
