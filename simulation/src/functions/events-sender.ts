import type { Bus } from '../bus/bus.ts';
import type { Line } from './line.ts';

type Entry = { Source: string; DetailType: string; Detail: string };

/** PutEvents onto the bus of this account. */
export function eventsSender(bus: Bus, line: Line): (command: object) => Promise<unknown> {
  return async (command) => {
    if (!('input' in command) || !isPutEvents(command.input)) throw new Error('Only PutEvents is sent here');
    const { Entries } = command.input;
    return line.reach(() => {
      const results = Entries.map(({ Source, DetailType, Detail }) =>
        bus.refuses()
          ? { ErrorCode: 'InternalFailure' }
          : { EventId: bus.put({ source: Source, detailType: DetailType, detail: JSON.parse(Detail) }) },
      );
      return { FailedEntryCount: results.filter((one) => 'ErrorCode' in one).length, Entries: results };
    });
  };
}

const isPutEvents = (input: unknown): input is { Entries: Entry[] } =>
  typeof input === 'object' && input !== null && 'Entries' in input && Array.isArray(input.Entries);
