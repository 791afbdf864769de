import type { Status } from './seat.ts';

/** From one state of a seat to another: when that is. `usual`, in two words: a day without trouble has no other ways. */
export type Way = { from: Status; to: Status; when: string; usual?: string };

/**
 * Every way that a seat can go. The state diagrams are made of it (`pnpm generate`), and all tests of the decider watch
 * that no seat goes another way, and that each of these is gone (`test/ways`).
 */
export const ways: readonly Way[] = [
  { from: 'absent', to: 'live', when: 'a policy adopts the desktop that stands', usual: 'adopted' },
  { from: 'absent', to: 'provisioning', when: 'wanted', usual: 'wanted' },
  { from: 'absent', to: 'failed', when: 'wanted, and the desktop that stands is not ours or in ERROR' },

  { from: 'provisioning', to: 'live', when: 'seen AVAILABLE', usual: 'ready' },
  { from: 'provisioning', to: 'away', when: 'seen AVAILABLE, and unwanted meanwhile' },
  { from: 'provisioning', to: 'clearing', when: 'ended in ERROR before a first login' },
  { from: 'provisioning', to: 'failed', when: 'refused for good, or in ERROR too often' },
  { from: 'provisioning', to: 'absent', when: 'unwanted before anything was made' },

  { from: 'live', to: 'away', when: 'left, asked for, unwanted, or unused for long', usual: 'left' },
  { from: 'live', to: 'provisioning', when: 'somebody else removed the desktop, still claimed' },
  { from: 'live', to: 'absent', when: 'somebody else removed the desktop, not claimed' },

  {
    from: 'away',
    to: 'live',
    when: 'came back, never came, no policy matches, or dry run',
    usual: 'came back',
  },
  { from: 'away', to: 'rebuilding', when: 'the last look says go: rebuild', usual: 'rebuild' },
  { from: 'away', to: 'terminating', when: 'the last look says go: recreate', usual: 'recreate' },
  { from: 'away', to: 'removing', when: 'the last look says go: it is to be removed', usual: 'remove' },
  { from: 'away', to: 'recreating', when: 'gone by a terminate whose answer was lost' },
  { from: 'away', to: 'provisioning', when: 'gone without us, still claimed' },
  { from: 'away', to: 'absent', when: 'gone without us, not claimed' },

  {
    from: 'rebuilding',
    to: 'live',
    when: 'seen AVAILABLE after the rebuild, or not permitted any more',
    usual: 'ready',
  },
  { from: 'rebuilding', to: 'away', when: 'not permitted any more, refused, or without effect' },
  { from: 'rebuilding', to: 'failed', when: 'ended in ERROR' },
  { from: 'rebuilding', to: 'provisioning', when: 'gone without us, still claimed' },
  { from: 'rebuilding', to: 'absent', when: 'gone without us, not claimed' },

  { from: 'terminating', to: 'recreating', when: 'gone in two looks', usual: 'gone' },
  { from: 'terminating', to: 'live', when: 'not permitted any more: the user is back' },
  { from: 'terminating', to: 'away', when: 'not permitted any more, refused, or without effect' },
  { from: 'terminating', to: 'absent', when: 'gone in two looks, and unwanted meanwhile' },

  { from: 'recreating', to: 'live', when: 'seen AVAILABLE', usual: 'ready' },
  { from: 'recreating', to: 'away', when: 'seen AVAILABLE, and unwanted meanwhile' },
  { from: 'recreating', to: 'clearing', when: 'ended in ERROR before a first login' },
  { from: 'recreating', to: 'failed', when: 'refused for good, or in ERROR too often' },
  { from: 'recreating', to: 'absent', when: 'unwanted before anything was made' },

  { from: 'removing', to: 'absent', when: 'gone in two looks', usual: 'gone' },
  { from: 'removing', to: 'away', when: 'not permitted any more, refused, or without effect' },
  { from: 'removing', to: 'live', when: 'not permitted any more: wanted again' },
  { from: 'removing', to: 'provisioning', when: 'gone in two looks, and wanted again' },

  { from: 'clearing', to: 'provisioning', when: 'gone: tried again, at most twice' },
  { from: 'clearing', to: 'recreating', when: 'gone, or recovered: tried again, at most twice' },
  { from: 'clearing', to: 'absent', when: 'gone, and unwanted meanwhile' },
  { from: 'clearing', to: 'failed', when: 'not ours to remove, or refused' },

  { from: 'failed', to: 'live', when: 'seen AVAILABLE again' },
  { from: 'failed', to: 'away', when: 'a person asks for a reset, or nobody wants it' },
  { from: 'failed', to: 'recreating', when: 'a person asks or resumes, and there is no desktop' },
  { from: 'failed', to: 'provisioning', when: 'wanted anew, or a person removed the desktop' },
  { from: 'failed', to: 'absent', when: 'a person removed the desktop, or nobody wants it' },
];
