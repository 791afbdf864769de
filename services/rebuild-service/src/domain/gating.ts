import { seatNotReadyV1 } from '@cleandesk/contracts';
import { budgetLimit, closesAt, nextOpening, openedAt, type Policy, readyBy } from '@cleandesk/policies';
import type { Note } from './actions.ts';
import { become, causeId, type Decision, iso, say } from './decision.ts';
import { type Away, cancel, lookAgainAt } from './leaving.ts';
import { budgetAccount, gates, kindOf, type Pause, type Safeguards, type Spend } from './safeguards.ts';
import { type Cause, type Instant, isRemoval, type Leave, type Paid, type Seat } from './seat.ts';
import type { Context, Settings } from './signals.ts';
import { strategyOf } from './strategy.ts';
import { stuck } from './stuck.ts';

/** ms in a month, as far as `maxRecreatesPerMonth` is concerned. */
export const monthMs = 30 * 86_400_000;
/** ms after which the first of its kind that was never heard of again does not keep the others waiting. */
const firstTakesAtMostMs = 2 * 3_600_000;

/** The part of the time until ready-by in which resets are begun whatever the measure says. */
const triedInPart = 0.1;

/** Why a desktop that could be reset is not: it waits at a gate, or until a time. */
export type Stop =
  | { gate: string; from?: Instant; readyBy?: Instant }
  | { until: Instant; because: 'outage' | 'recreatesThisMonth' };

/** What stands in the way of a reset or a removal that the last look allows. */
export function whatStops(
  seat: Seat,
  { leave, desktop }: Away,
  policy: Policy,
  context: Context,
  imageId?: string,
): Stop | undefined {
  const { safeguards, now } = context;
  // guard: whatever-ends-badly-is-not-repeated
  if (!isRemoval(leave.cause) && safeguards.pausedByFailures(policy.name))
    return { gate: gates.failures(policy.name) };
  if (leave.cause.kind === 'absence') {
    const outage = outageFor(leave, policy.name, safeguards);
    // guard: an-outage-resets-nobody
    if (outage !== undefined && outage.overSince === undefined) return { gate: gates.outage(outage.policy) };
    const back = outage?.overSince === undefined ? now : outage.overSince + policy.outage.returnMs;
    // guard: after-an-outage-users-have-time-to-return
    if (back > now) return { until: back, because: 'outage' };
  }
  if (keepsToWindow(leave.cause)) {
    const closed = closedWindow(policy, context);
    // guard: no-reset-outside-the-window
    if (closed !== undefined) return closed;
  }
  if (!isRemoval(leave.cause) && strategyOf(policy, leave) === 'recreate') {
    const scope = { directoryId: seat.ref.directoryId, bundleId: desktop.bundleId };
    // guard: breaker-stops-terminates
    if (safeguards.breakerOpen(scope)) return { gate: gates.breaker(scope) };
    const oldest = seat.recreates.filter((at) => at > now - monthMs).at(-(policy.maxRecreatesPerMonth ?? 0));
    // guard: a-seat-is-recreated-so-often-a-month
    if (policy.maxRecreatesPerMonth !== undefined && oldest !== undefined)
      return { until: oldest + monthMs, because: 'recreatesThisMonth' };
  }
  const spends = spendsFor(seat, leave, { ...desktop, imageId }, policy, context);
  const closed = spends.find((spend) => !safeguards.allows(spend));
  if (closed === undefined) return undefined;
  return { gate: closed.of === 'budget' ? gates.budget(closed.policy) : gates.first(closed.key) };
}

/**
 * The outage that this leaving belongs to: of the policy that manages the desktop now, or of the one under which it was
 * counted, since policies are changed just then. One that is not over counts first.
 */
export function outageFor(
  leave: Leave,
  policy: string,
  safeguards: Safeguards,
): (Pause & { policy: string }) | undefined {
  const names = leave.countedBy === undefined ? [policy] : [policy, leave.countedBy];
  const around = names.flatMap((name) => {
    const outage = safeguards.outage(name, leave.start);
    return outage === undefined ? [] : [{ ...outage, policy: name }];
  });
  return around.find(({ overSince }) => overSince === undefined) ?? around[0];
}

/** Who asks for a reset gets it at any time, and who lost the right to a desktop loses it at any time. */
export const keepsToWindow = (cause: Cause): boolean => cause.kind !== 'request' && !isRemoval(cause);

/** Outside its window a desktop stays dirty; near its end only what can be ready in time is begun. */
function closedWindow(policy: Policy, { now, safeguards }: Context): Stop | undefined {
  const { resetWindow } = policy;
  if (resetWindow === undefined) return undefined;
  const gate = gates.window(policy.name);
  const opensAt = nextOpening(resetWindow, now);
  if (opensAt > now) return { gate, from: opensAt };
  const ready = readyBy(resetWindow, now);
  const end = closesAt(resetWindow, now);
  if (ready === undefined || end === undefined || now + safeguards.timeToReady(policy.name) <= ready)
    return undefined;
  // Once a window it is tried: one slow night, or a measure of none, must not end all resets.
  const began = openedAt(resetWindow, now) ?? now;
  if (now - began < (ready - began) * triedInPart) return undefined;
  return { gate, from: nextOpening(resetWindow, end), readyBy: ready };
}

/** What this reset or removal takes of what is shared. */
export function spendsFor(
  seat: Seat,
  leave: Leave,
  made: MadeOf,
  policy: Policy,
  { safeguards, now, settings }: Context,
): Spend[] {
  const spends: Spend[] = [];
  const window = budgetAccount(policy, now);
  const limit = budgetLimit(policy, safeguards.fleet(policy.name));
  if (window !== undefined && limit !== undefined)
    spends.push({ type: 'Spend', of: 'budget', policy: policy.name, window, limit });
  // A dry run proves nothing, and keeps nobody waiting.
  if (isRemoval(leave.cause) || policy.dryRun) return spends;
  const kinds = kindsOfReset(seat, leave, made, policy, settings);
  const kind = kinds.find((one) => !safeguards.isProven(one));
  // guard: the-first-of-its-kind-goes-alone
  if (kind !== undefined)
    spends.push({
      type: 'Spend',
      of: 'first',
      key: kind,
      resetId: causeId(leave.cause),
      now,
      until: now + firstTakesAtMostMs,
    });
  return spends;
}

/** What a reset makes a desktop from. AWS takes the image that the bundle has then; it is not always known. */
export type MadeOf = { bundleId: string; imageId?: string | undefined };

/**
 * A reset that has worked proves it for its directory, bundle, policy and code; and for these with this image, since a new
 * one is rolled out by changing the bundle. A rebuild proves nothing for recreates.
 */
export function kindsOfReset(
  { ref: { directoryId } }: Seat,
  leave: Leave,
  { bundleId, imageId }: MadeOf,
  policy: Policy,
  { deployment }: Settings,
): readonly string[] {
  const how = strategyOf(policy, leave) === 'rebuild' ? '~rebuild' : '';
  const code = deployment === '' ? '' : `+${deployment}`;
  const kind = `${directoryId}/${bundleId}@${policy.version}${code}${how}`;
  return imageId === undefined ? [kind] : [kind, `${kind}~${imageId}`];
}

/** What a reset or a removal remembers of what it took. */
export function kept(spends: readonly Spend[]): { alone?: string; paid?: Paid } {
  const first = spends.find(({ of }) => of === 'first');
  const budget = spends.find(({ of }) => of === 'budget');
  return {
    ...(first?.of === 'first' ? { alone: first.key } : {}),
    ...(budget?.of === 'budget' ? { paid: { policy: budget.policy, window: budget.window } } : {}),
  };
}

/** AWS refused the call, so that nothing has happened: others may have what it took. */
export const giveBack = (paid: Paid | undefined): Spend[] =>
  paid === undefined ? [] : [{ type: 'Spend', of: 'budget', ...paid, limit: 0, back: true }];

/** The seat waits. Whoever asked for a reset wants it now, and is told instead. */
export function waitFor(seat: Seat, phase: Away, stop: Stop, context: Context): Decision {
  const { leave } = phase;
  if (leave.cause.kind === 'request') return cancel(seat, phase, 'paused', context, explain(stop));
  if ('gate' in stop) {
    const from = stop.from ?? context.now;
    const isSame = leave.waitsFor === stop.gate && (stop.from === undefined || leave.nextLookAt === from);
    if (isSame) return become(seat, phase);
    const waiting: Away = { ...phase, leave: { ...leave, waitsFor: stop.gate, nextLookAt: from } };
    return become(seat, waiting, ...notReady(seat, phase, stop.readyBy));
  }
  const tell = stop.because === 'recreatesThisMonth' && !leave.told;
  const later = lookAgainAt(seat, phase, { ...leave, told: leave.told || tell }, stop.until, context);
  if (!tell) return later;
  const reason = 'RecreatesThisMonth';
  const told = stuck(seat, causeId(leave.cause), { reason, explanation: explain(stop) });
  return { seat: later.seat, actions: [...later.actions, told] };
}

/** Names the seat whose desktop will not be clean by the time that the policy wants. */
function notReady(seat: Seat, { desktop }: Away, by: Instant | undefined): Note[] {
  if (by === undefined) return [];
  const { workspaceId } = desktop;
  return [say(seatNotReadyV1, `${workspaceId}:${by}`, { seat: seat.ref, workspaceId, readyBy: iso(by) })];
}

const explanations: Readonly<Record<string, string>> = {
  window: 'It is reset in its window.',
  outage: 'So many users left at once that it looks like an outage.',
  budget: 'The budget of this policy is spent for now.',
  breaker: 'A recreate of this directory and bundle has failed; the next ones wait for a person.',
  failures: 'Rebuilds of this policy ended badly; the next resets wait for a person.',
  first: 'The first reset of this directory, bundle and policy is under way; the others wait for it.',
  recreatesThisMonth: 'The desktop has been recreated as often this month as its policy allows.',
};

const explain = (stop: Stop): string => explanations['gate' in stop ? kindOf(stop.gate) : stop.because] ?? '';
