import { step } from '../app/steps.ts';
import { compose } from '../compose.ts';
import { readConfig } from '../config.ts';
import { stepOf } from '../step-of.ts';

const { world, log, meter } = compose(readConfig('steps', process.env));

/** The state machine comes in here, a step at a time. What is thrown it tries again. */
export const handler = async (raw: unknown) => {
  const given = stepOf(raw);
  log.correlate(given.requestId);
  try {
    return await step(given, await world());
  } catch (error) {
    log.error('A step failed and will be tried again', error, { step: given.step });
    throw error;
  } finally {
    meter.publish();
  }
};
