import { compose } from '../compose.ts';
import { readConfig } from '../config.ts';
import { api } from '../http/app.ts';
import { door } from '../http/door.ts';

const { world, signIn, log, meter } = compose(readConfig('api', process.env));
const app = api({ world, signIn, describe: () => import('@cleandesk/portal-api/openapi.json'), log });

const answer = door(app);

/** People's browsers come in here, through API Gateway. */
export const handler: typeof answer = async (...call) => {
  const result = await answer(...call);
  meter.publish();
  return result;
};
