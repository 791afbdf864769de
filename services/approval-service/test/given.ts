import { event, type OwnContract } from '@cleandesk/bus';
import { type DetailInput, type OutgoingEvent, seatChangedV1 } from '@cleandesk/contracts';
import { digest } from '../src/adapters/chance.ts';
import { mustacheWording } from '../src/adapters/mustache-wording.ts';
import { askFor } from '../src/app/asking.ts';
import { decideAs, type Verdict } from '../src/app/deciding.ts';
import { hear } from '../src/app/hearing.ts';
import { Refusal } from '../src/app/refusal.ts';
import { step } from '../src/app/steps.ts';
import type { Settings, World } from '../src/app/world.ts';
import { type GivenSettings, settings as settingsSchema } from '../src/config.ts';
import type { Wish } from '../src/domain/asking.ts';
import type { Person } from '../src/domain/person.ts';
import type { Request } from '../src/domain/request.ts';
import type { SeatStatus } from '../src/domain/seat.ts';
import { hears } from '../src/hears.ts';
import { stepOf } from '../src/step-of.ts';
import { fakeChance } from './fakes/fake-chance.ts';
import { fakeLimits, fakeLinks, fakeMailbook } from './fakes/fake-doors.ts';
import { fakeLeases } from './fakes/fake-leases.ts';
import { fakeMailer } from './fakes/fake-mailer.ts';
import { fakeRequests } from './fakes/fake-requests.ts';
import { fakePauses, fakeSeats } from './fakes/fake-seats.ts';
import { noon, refOf, seatIdOf } from './samples.ts';
import { wireSettings } from './settings.ts';
import { definition } from './workflow/definition.ts';
import { virtualSteps } from './workflow/virtual-steps.ts';

export const personOf = (login: string, more: Partial<Person> = {}): Person => ({
  login,
  name: `${login[0]?.toUpperCase()}${login.slice(1)}`,
  mail: `${login}@example.com`,
  operator: false,
  ...more,
});
export const ada = personOf('ada', { name: 'Ada Berg', manager: 'boss@example.com' });
export const boss = personOf('boss');
export const eve = personOf('eve');
export const mallory = personOf('mallory');
export const oz = personOf('oz', { operator: true });

/** As compose.ts makes them of what Terraform wrote. */
function inMs(given: GivenSettings): Settings {
  const { directoryId: directory, offers, rules, approvers, approversSignIn, limits, connecting } = given;
  return {
    directoryId: directory,
    portalUrl: 'https://portal.example.com',
    offers,
    rules,
    approvers,
    approversSignIn,
    limits,
    connecting,
    expiryMs: given.expirySeconds * 1000,
    warnBeforeMs: given.warnBeforeSeconds * 1000,
  };
}

/** The whole service in memory, with a clock that the test moves. What a test says of its ports may replace them. */
/** @param attempts at a step, instead of as many as there are: for who wants to see what comes after the last one */
export function office(more: Record<string, unknown> = {}, attempts?: number) {
  const given = settingsSchema.parse(wireSettings(more));
  const settings = inMs(given);
  const clock = { at: noon, now: () => clock.at };
  const leases = fakeLeases(digest, settings);
  const requests = fakeRequests(digest, leases);
  const seats = fakeSeats();
  const { mailer, inbox, mishaps } = fakeMailer();
  const said: OutgoingEvent[] = [];
  const lines: { message: string; fields: unknown }[] = [];
  const counts = new Map<string, number>();
  const failures: unknown[] = [];
  let events = 0;
  let keys = 0;
  const note = (message: string, fields?: unknown) => void lines.push({ message, fields });

  const steps = virtualSteps(
    definition({ ...given, ...(attempts === undefined ? {} : { attempts }) }),
    clock,
    async (payload) => {
      try {
        return await office.runs(() => step(stepOf(payload), office.process()));
      } catch (error) {
        failures.push(error);
        throw error;
      }
    },
  );
  const world: World = {
    settings,
    requests,
    seats,
    leases,
    pauses: fakePauses(),
    links: fakeLinks(),
    limits: fakeLimits(),
    mailbook: fakeMailbook(),
    mailer,
    wording: mustacheWording(given.readers, settings.connecting),
    workflows: steps.workflows,
    bus: { publish: async (some) => void said.push(...some) },
    clock,
    chance: fakeChance(),
    digest,
    journal: { info: note, warn: note },
    meter: { count: (name, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by) },
  };

  const envelopeOf = ({ source, detailType, detail }: OutgoingEvent, at: number, id: string) => ({
    version: '0',
    id,
    source,
    'detail-type': detailType,
    account: '123456789012',
    region: 'eu-central-1',
    time: new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z'),
    resources: [],
    detail,
  });
  let version = 0;

  const office = {
    world,
    /** What the next run of a function works with; the laws make one that dies. */
    process: (): World => world,
    /** How a step is run; the laws let some take too long. */
    runs: <T>(work: () => Promise<T>): Promise<T> => work(),
    settings,
    signIn: given.signIn,
    clock,
    steps,
    requests,
    leases,
    seats,
    inbox,
    mishaps,
    said,
    lines,
    counts,
    /** What steps threw. */
    failures,
    passes: steps.passes,
    /** The recurring timer comes due. */
    sweeps: () => hear({ at: clock.at, due: true }, office.process()),
    /** Something comes over the bus, as EventBridge writes it. */
    async hears<C extends OwnContract>(
      contract: C,
      detail: DetailInput<C>,
      { at = clock.at, id }: { at?: number; id?: string } = {},
    ) {
      events += 1;
      const raw = envelopeOf(event(contract, detail), at, id ?? `event-${events}`);
      await hear(hears.hear.read(JSON.parse(JSON.stringify(raw))), office.process());
    },
    /** rebuild-service says how a seat stands. */
    async seatIs(status: SeatStatus, userName = 'ada', detail: Record<string, unknown> = {}) {
      version += 1;
      await office.hears(seatChangedV1, {
        seat: refOf(userName),
        version,
        status,
        ...(status === 'absent' ? {} : { workspaceId: `ws-${userName.replaceAll('-', '')}00000000` }),
        ...detail,
      });
    },
    async asks(wish: Wish, person: Person = ada, key?: string): Promise<Request> {
      keys += 1;
      const seatId = wish.kind === 'desktop' ? {} : { seatId: seatIdOf(person.login) };
      const once = { key: key ?? `key-number-${keys}`, hash: JSON.stringify(wish) };
      const request = await askFor({ ...wish, ...seatId }, person, once, office.process());
      await steps.passes(0);
      return request;
    },
    async decides(person: Person, id: string, verdict: Verdict['verdict'] = 'approve', reason?: string) {
      const request = await decideAs(
        person,
        id,
        { verdict, ...(reason === undefined ? {} : { reason }) },
        office.process(),
      );
      await steps.passes(0);
      return request;
    },
    statusOf: async (id: string) => (await requests.load(id))?.value.status,
    /** `boss@example.com: Ada Berg asks you: …`, in the order in which they went out. */
    mails: () => inbox.map(({ to, letter }) => `${to}: ${letter.subject}`),
    textsTo: (address: string) => inbox.filter(({ to }) => to === address).map(({ letter }) => letter.text),
    /** `SeatWanted ada`, in their order. */
    sayings: () => said.map(inWords),
  };
  return office;
}
export type Office = ReturnType<typeof office>;

export const inWords = ({ detailType, detail }: OutgoingEvent): string => {
  const what = detailType.replace(/\.v\d+$/, '');
  const { seat } = detail;
  const user =
    typeof seat === 'object' && seat !== null && 'userName' in seat ? ` ${String(seat.userName)}` : '';
  return `${what}${user}`;
};

/** Why somebody was refused, in the API's word; `done` when nobody was. */
export const because = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.because : error),
  );

/** What a letter links to, and the code that stands in it. */
export function linkIn(text: string | undefined): { token: string; code: string } {
  const [, token] = /\/decide#([A-Za-z0-9_-]{43})\n/.exec(text ?? '') ?? [];
  const [, code] = /Type this code in there: (\d{8})/.exec(text ?? '') ?? [];
  if (token === undefined) throw new Error(`There is no link in ${text}`);
  return { token, code: code ?? '' };
}

/** Of somebody who was given the standard desktop, until in thirty days. */
export async function givenDesktop(at: Office, until?: number): Promise<Request> {
  const request = await at.asks({
    kind: 'desktop',
    offerId: 'standard',
    reason: 'A new project',
    until: until ?? noon + 30 * 86_400_000,
  });
  await at.decides(boss, request.id);
  await at.seatIs('provisioning');
  await at.passes(20 * 60_000);
  await at.seatIs('live');
  await at.passes(1000);
  at.said.length = 0;
  at.inbox.length = 0;
  return request;
}
