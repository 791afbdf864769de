import { decideRequest, withdraw } from '../domain/deciding.ts';
import { type Person, sameMail } from '../domain/person.ts';
import type { Decision, Request } from '../domain/request.ts';
import type { Stored } from '../ports.ts';
import { again } from './again.ts';
import { Refusal } from './refusal.ts';
import { tellWorkflow } from './workflow.ts';
import type { World } from './world.ts';

export type Verdict = { verdict: Decision['verdict']; reason?: string };

/** User names are not case-sensitive. */
const isOf = ({ requester }: Request, { login }: Person): boolean =>
  requester.login.toLowerCase() === login.toLowerCase();

/** Whoever made it, who decides it, and operators. */
export const maySee = (request: Request, person: Person): boolean =>
  person.operator ||
  isOf(request, person) ||
  (person.mail !== undefined && request.approval.approvers.includes(sameMail(person.mail)));

/** @throws {Refusal} `notFound`, and the same for what does not exist and for what is somebody else's. */
export async function visible(id: string, person: Person, { requests }: World): Promise<Stored<Request>> {
  const stored = await requests.load(id);
  // guard: nobody-sees-what-is-not-theirs
  if (stored === undefined || !maySee(stored.value, person)) throw new Refusal('notFound');
  return stored;
}

/** Signed in as one of its approvers. @throws {Refusal} */
export async function decideAs(person: Person, id: string, verdict: Verdict, world: World): Promise<Request> {
  const { value: request } = await visible(id, person, world);
  // Whoever asked without a verified address is known as an approver by nothing else.
  // guard: nobody-decides-what-they-asked-for
  if (isOf(request, person)) throw new Refusal('forbidden', 'Nobody decides what they asked for.');
  if (person.mail === undefined) throw new Refusal('forbidden', 'Your sign-in has no verified mail address.');
  return decide(id, { by: person.mail, ...verdict }, world);
}

/** The first decision counts; the same one once more changes nothing. @throws {Refusal} */
export function decide(id: string, given: Verdict & { by: string }, world: World): Promise<Request> {
  const { requests, clock, meter } = world;
  return again(async () => {
    const stored = await requests.load(id);
    if (stored === undefined) throw new Refusal('notFound');
    const decided = decideRequest(stored.value, given, clock.now());
    switch (decided.kind) {
      case 'again':
        await tellWorkflow(stored, world);
        return stored.value;
      case 'notYours':
        throw new Refusal('forbidden', 'This request is for others to decide.');
      case 'tooLate':
        throw new Refusal('alreadyDecided', saysWhy(stored.value, decided.by));
      case 'taken': {
        const saved = await requests.save(stored, decided.request);
        meter.count('RequestDecided');
        await tellLater(saved, world);
        return saved.value;
      }
    }
    decided satisfies never;
  });
}

/** @throws {Refusal} */
export function takeBack(person: Person, id: string, world: World): Promise<Request> {
  return again(async () => {
    const stored = await visible(id, person, world);
    // guard: only-its-requester-takes-it-back
    if (!isOf(stored.value, person))
      throw new Refusal('forbidden', 'Only whoever made a request can take it back.');
    if (stored.value.status === 'withdrawn') return stored.value;
    const next = withdraw(stored.value, world.clock.now());
    if (next === undefined)
      throw new Refusal('alreadyDecided', saysWhy(stored.value, stored.value.decisions.at(-1)?.by));
    const saved = await world.requests.save(stored, next);
    await tellLater(saved, world);
    return saved.value;
  });
}

/** The decision stands. A workflow that does not hear of it now hears of it from the next sweep. */
async function tellLater(saved: Stored<Request>, world: World): Promise<void> {
  try {
    await tellWorkflow(saved, world);
  } catch (error) {
    const because = error instanceof Error ? error.name : 'unknown';
    world.journal.warn('A workflow was not told: a sweep will do so', { requestId: saved.value.id, because });
  }
}

export function saysWhy({ status }: Request, by?: string): string {
  if (status === 'withdrawn') return 'It was taken back.';
  // One that waits and can't be decided is over, also when its workflow has not noticed yet.
  if (status === 'expired' || (status === 'waiting' && by === undefined)) return 'Nobody decided it in time.';
  return by === undefined ? 'It has been decided.' : `It was already decided by ${by}.`;
}
