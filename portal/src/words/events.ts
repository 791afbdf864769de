import type { TimelineEntry } from '@cleandesk/portal-api';
import type { IconName } from '../parts/icon.tsx';
import { spaced } from './facts.ts';
import type { Tone } from './seats.ts';

type Told = { title: string; tone: Tone; icon: IconName };

const told: Readonly<Record<string, Told>> = {
  DesktopConnected: { title: 'Connected', tone: 'good', icon: 'desktop' },
  DesktopDisconnected: { title: 'Disconnected', tone: 'rest', icon: 'desktop' },
  ExtendRequested: { title: 'Kept longer', tone: 'good', icon: 'calendar' },
  GraceStarted: { title: 'Left', tone: 'wait', icon: 'clock' },
  HoldLifted: { title: 'Hold lifted', tone: 'rest', icon: 'shield' },
  HoldPlaced: { title: 'On hold', tone: 'wait', icon: 'shield' },
  RebootRequested: { title: 'Reboot asked for', tone: 'wait', icon: 'power' },
  RebootStarted: { title: 'Rebooted', tone: 'busy', icon: 'power' },
  RequestRefused: { title: 'Not done', tone: 'bad', icon: 'cross' },
  ResetCancelled: { title: 'No reset', tone: 'good', icon: 'check' },
  ResetCompleted: { title: 'Clean and ready', tone: 'good', icon: 'sparkle' },
  ResetFailed: { title: 'The reset failed', tone: 'bad', icon: 'alert' },
  ResetRequested: { title: 'Reset asked for', tone: 'wait', icon: 'sparkle' },
  ResetStarted: { title: 'The reset began', tone: 'busy', icon: 'gear' },
  ResetsPaused: { title: 'Resets paused', tone: 'bad', icon: 'pause' },
  ResetsResumed: { title: 'Resets go on', tone: 'good', icon: 'check' },
  SeatFailed: { title: 'Needs a person', tone: 'bad', icon: 'alert' },
  SeatNotReady: { title: 'Takes longer than usual', tone: 'wait', icon: 'hourglass' },
  SeatProvisioned: { title: 'The desktop is ready', tone: 'good', icon: 'desktop' },
  SeatRemoved: { title: 'The desktop is gone', tone: 'rest', icon: 'empty' },
  SeatStuck: { title: 'Needs a person', tone: 'bad', icon: 'alert' },
  SeatUnwanted: { title: 'Given back', tone: 'rest', icon: 'return' },
  SeatWanted: { title: 'A desktop is wanted', tone: 'busy', icon: 'plus' },
  WouldReset: { title: 'Dry run', tone: 'rest', icon: 'sparkle' },
};

/** How an event is shown. One that a later version says is shown by its own name. */
export function sayEvent({ what }: Pick<TimelineEntry, 'what'>): Told {
  return told[what] ?? { title: spaced(what), tone: 'rest', icon: 'list' };
}
