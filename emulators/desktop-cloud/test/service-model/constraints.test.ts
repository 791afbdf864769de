import { describe, expect, it } from 'vitest';
import source from '../../src/service-model/generated/workspaces.json' with { type: 'json' };
import { modelSchema } from '../../src/service-model/shapes.ts';
import { operationsDone } from '../../src/workspaces/api.ts';
import { model as compiled } from '../../src/workspaces/model.ts';
import { refusal, stand } from '../workspaces/stand.ts';
import { breachesOf, wholeInput } from './inputs.ts';

const model = modelSchema.parse(source);
const { call } = stand();

const demands = operationsDone.map((operation) => [operation, breachesOf(model, operation)] as const);

describe('Each demand of the service model, broken alone, is refused by the name of the member', () => {
  it.each(demands)('%s', async (operation, breaches) => {
    // What is right but for one thing must be right without that thing.
    if (compiled.has(operation)) compiled.read(operation, wholeInput(model, operation));
    const wrongly: string[] = [];
    for (const { member, demand, input } of breaches) {
      const { code, message } = await refusal(call(operation, Object(input)));
      const expected = demand === 'type' ? 'SerializationException' : 'ValidationException';
      if (code !== expected || !message.includes(`'${member}'`)) {
        wrongly.push(`${demand} of ${member}: ${code}: ${message.slice(0, 300)}`);
      }
    }
    expect(wrongly).toEqual([]);
  });

  it('are as many as the model has', () => {
    const all = demands.flatMap(([, breaches]) => breaches);
    const counts = Object.groupBy(all, ({ demand }) => demand);
    expect(all.length).toBeGreaterThan(1000);
    expect(Object.keys(counts).sort()).toEqual(['enum', 'max', 'min', 'pattern', 'required', 'type']);
    console.log(
      `${operationsDone.length} operations, ${all.length} demands: ${Object.entries(counts)
        .map(([demand, breaches]) => `${breaches.length} ${demand}`)
        .join(', ')}`,
    );
  });
});
