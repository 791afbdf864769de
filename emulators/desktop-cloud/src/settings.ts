import * as z from 'zod';

/** What can be changed while the desktop cloud runs. */
export const settingsSchema = z.strictObject({
  /** The API rate of WorkSpaces, per account and region, in wall time. AWS: 2 a second, burst 5 (AG, throttled API calls). */
  throttle: z
    .strictObject({
      enabled: z.boolean().default(true),
      perSecond: z.number().positive().max(100_000).default(2),
      burst: z.int().positive().max(100_000).default(5),
    })
    .prefault({}),
  /** Seconds of wall time between two looks at the connection states; `null`: 60 s divided by the speed, at least 0.25. */
  connectionCheckSeconds: z.number().positive().max(86_400).nullable().default(null),
  /** AWS does not say which: the time of the last `login`, or the last moment the user was `seen` connected. */
  lastKnownConnection: z.enum(['login', 'seen']).default('login'),
  /** Answers every first page empty with a NextToken, as AWS sometimes does (cost optimizer handles it). */
  emptyFirstPages: z.boolean().default(false),
  /** Takes `Protocols` in a create for PCoIP bundles only, as the API reference has it; else also what the bundle gives. */
  protocolsOnlyForPcoipBundles: z.boolean().default(false),
  /** Maintains desktops in AWS's windows: AlwaysOn ones each Sunday, AutoStop ones once a month, at midnight of the Region. */
  maintenance: z.boolean().default(false),
  /** How many WorkSpaces an account can have in a Region; `null`: as many as it wants. AWS gives a new account one. */
  workspacesQuota: z.int().nonnegative().nullable().default(null),
  /** Writes a 0 of SessionDisconnect for every desktop that runs, in each interval: whether AWS does is not known. */
  sessionDisconnectZeros: z.boolean().default(false),
});
export type Settings = z.output<typeof settingsSchema>;

/** A part of the settings; what is not named stays. */
export const settingsChange = z
  .strictObject({
    throttle: z
      .strictObject({
        enabled: z.boolean(),
        perSecond: z.number().positive().max(100_000),
        burst: z.int().positive().max(100_000),
      })
      .partial(),
    connectionCheckSeconds: settingsSchema.shape.connectionCheckSeconds.unwrap(),
    lastKnownConnection: settingsSchema.shape.lastKnownConnection.unwrap(),
    emptyFirstPages: z.boolean(),
    protocolsOnlyForPcoipBundles: z.boolean(),
    sessionDisconnectZeros: z.boolean(),
    maintenance: z.boolean(),
    workspacesQuota: settingsSchema.shape.workspacesQuota.unwrap(),
  })
  .partial();
export type SettingsChange = z.input<typeof settingsChange>;

export function changed(settings: Settings, change: SettingsChange): Settings {
  const { throttle, ...rest } = change;
  return settingsSchema.parse({ ...settings, ...rest, throttle: { ...settings.throttle, ...throttle } });
}
