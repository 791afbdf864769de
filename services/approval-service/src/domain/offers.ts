import type { DesktopSpec } from '@cleandesk/contracts';

/** A kind of desktop that can be asked for, as the owner configured it. */
export type Offer = {
  id: string;
  title: string;
  description: string;
  picture: 'windows' | 'linux' | 'graphics' | 'generic';
  size: { vcpu: number; memoryGib: number; storageGib: number };
  monthlyPrice: { amount: number; currency: string };
  longestDays?: number;
  /** What is made for whoever gets it. */
  spec: DesktopSpec;
};
