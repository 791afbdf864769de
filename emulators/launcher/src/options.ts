import type { BaseKind, Detector, PortalIssuer } from './state.ts';

/** How a stack is started. What is left out stays as it runs, or becomes the default. */
export type UpOptions = {
  /** Where the stack keeps its state; relative to the checkout. A second stack needs a second folder. */
  dir: string;
  base?: BaseKind;
  /** 0 takes any free one. */
  basePort?: number;
  cloudPort?: number;
  /** How long a user may be away before the reset, in seconds. */
  graceSeconds?: number;
  /** How much faster than on AWS desktops are made, rebuilt and removed. */
  speed?: number;
  /** Calls a second that WorkSpaces lets through and the product makes. AWS's two, when left out: its limit runs on wall time. */
  callsPerSecond?: number;
  /** Whether desktops with the tag `Cleandesk=rehearse` are managed too, by a policy in dry run. */
  rehearsal?: boolean;
  /** Whether there is an OpenLDAP with groups, and the product reads them. Where it can't be had, `wherePossible` goes without. */
  directory?: boolean | 'wherePossible';
  /** Whether there is a portal, with users to sign in as. */
  portal?: boolean;
  /** How long a request waits for an approver, in seconds. */
  portalExpirySeconds?: number;
  /** Whether approvers sign in to decide, or type in the code of their mail. */
  approversSignIn?: boolean;
  /** Where people sign in, instead of the stack's own user pool; null: there again. */
  portalIssuer?: PortalIssuer | null;
  /** Who finds disconnects: an alarm for each desktop, or one for the fleet. */
  detector?: Detector;
  /** Where the functions' zips are, `<service>/dist/<function>.zip`, instead of what is built here. Not remembered. */
  artifactsDir?: string;
  /** False: only the emulators. */
  deploy: boolean;
};

export const defaults = {
  dir: '.local',
  base: 'ministack',
  basePort: 4566,
  cloudPort: 4600,
  graceSeconds: 15,
  speed: 120,
  callsPerSecond: 2,
  rehearsal: false,
  directory: false,
  portal: false,
  portalExpirySeconds: 3600,
  approversSignIn: true,
  detector: 'per-desktop',
} as const;
