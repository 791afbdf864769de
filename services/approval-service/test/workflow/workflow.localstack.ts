import { seatProvisionedV1 } from '@cleandesk/contracts';
import { eventually } from '@cleandesk/testkit';
import { afterAll, expect, test } from 'vitest';
import { stepFunctions } from '../../src/adapters/step-functions.ts';
import { step } from '../../src/app/steps.ts';
import { stepOf } from '../../src/step-of.ts';
import { boss, type Office, office } from '../given.ts';
import { refOf } from '../samples.ts';
import { definition } from './definition.ts';
import { machineOnLocalstack, type RunningMachine } from './on-localstack.ts';

const endpoint = process.env.CLEANDESK_LOCALSTACK ?? '';
const times = { remindAfterSeconds: 2, expirySeconds: 4, overdueSeconds: 60, giveUpSeconds: 120 };
const withinMs = 90_000;

const running: RunningMachine[] = [];
afterAll(() => Promise.all(running.map((one) => one.stop())));

/** The service in memory on the wall clock, and its state machine on LocalStack. */
async function portal(name: string, machine: Parameters<typeof definition>[0]) {
  const at = office(machine);
  const now = () => {
    at.clock.at = Date.now();
  };
  now();
  const steps = await machineOnLocalstack(endpoint, name, definition(machine), async (payload) => {
    now();
    return step(stepOf(payload), at.process());
  });
  running.push(steps);
  at.world.workflows = stepFunctions(steps);
  return { at, steps, now };
}

const aDesktop = { kind: 'desktop', offerId: 'standard', reason: 'A new project' } as const;
const asksFor = (at: Office) => at.asks({ ...aDesktop, until: Date.now() + 30 * 86_400_000 });
const statusIs = (at: Office, id: string, status: string) =>
  eventually(`the request is ${status}`, async () => (await at.statusOf(id)) === status || undefined, {
    withinMs,
  });
const ends = (steps: RunningMachine, id: string) =>
  eventually(
    'the execution has ended',
    async () => {
      const found = await steps.execution(id);
      return found.status === 'RUNNING' ? undefined : found;
    },
    { withinMs },
  );

test('a request goes from its approver to its outcome, and its requester is told', async () => {
  const { at, steps, now } = await portal('approved', {
    ...times,
    remindAfterSeconds: 60,
    expirySeconds: 120,
  });
  const { id } = await asksFor(at);
  await eventually('the approver is asked', () => at.mails()[0], { withinMs });
  now();
  await at.decides(boss, id);
  await eventually('the claim is said', () => at.sayings().find((one) => one === 'SeatWanted ada'), {
    withinMs,
  });
  await at.seatIs('provisioning');
  await at.seatIs('live');
  await at.hears(seatProvisionedV1, { seat: refOf('ada'), workspaceId: 'ws-ada00000000' });
  const { status, entered } = await ends(steps, id);
  expect(status).toBe('SUCCEEDED');
  expect(entered).toEqual([
    'Record',
    'HowDoesItStand',
    'AskApprovers',
    'HowWasItDecided',
    'Act',
    'TellRequester',
  ]);
});

test('nobody decides: the approvers are reminded once, and then it expires', async () => {
  const { at, steps } = await portal('expired', times);
  const { id } = await asksFor(at);
  await statusIs(at, id, 'expired');
  const { status, entered } = await ends(steps, id);
  expect(status).toBe('SUCCEEDED');
  expect(entered.filter((name) => name !== 'WaitALittle' && name !== 'Expire')).toEqual([
    'Record',
    'HowDoesItStand',
    'AskApprovers',
    'RemindApprovers',
    'HowWasItDecided',
    'TellRequester',
  ]);
  expect(at.said).toEqual([]);
});
