const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * How long AWS takes, in ms. AG = WorkSpaces Administration Guide (2022-09), SM = botocore service model
 * `workspaces` 2015-04-08. "Choice" marks what no source gives.
 */
export const durations = {
  /** "approximately 20 minutes" (AG, getting started). */
  create: 20 * minute,
  /** "up to 40 minutes" with an encrypted volume (AG, encrypt WorkSpaces). */
  createEncrypted: 40 * minute,
  /** "the identifier it returns is not immediately available" (SM). Choice: half a minute. */
  idBecomesVisible: 30 * second,
  /** AG only says that a rebuild "may take up to an hour". Choice: as long as a create. */
  rebuild: 20 * minute,
  /** AG names no time for a restore. Choice: as long as a rebuild. */
  restore: 20 * minute,
  /** "takes up to one hour per WorkSpace" (AG, migrate a WorkSpace). Choice: all of it. */
  migrate: hour,
  /** UPDATE_INITIATED until UPDATE_IN_PROGRESS. Choice. */
  modificationBegins: minute,
  /** A volume, compute type or protocol: "might take up to an hour" (AG, self-service). Choice: 20 minutes. */
  modification: 20 * minute,
  /** Running modes are changed at once, but a next change meets OperationInProgressException for a moment: Terraform's provider waits a minute. Choice. */
  modificationMoment: 20 * second,
  /** Volumes can grow, and the compute type too, "once in a 6-hour period" (AG, modify a WorkSpace). */
  growsAgain: 6 * hour,
  /** A smaller compute type "once in a 30-day period" (AG, modify a WorkSpace). */
  shrinksAgain: 30 * 24 * hour,
  /** How long one desktop is in MAINTENANCE inside its window. Choice. */
  maintenance: 30 * minute,
  /** "approximately 5 minutes" (AG, delete a WorkSpace). */
  terminate: 5 * minute,
  /** TERMINATED "is returned only briefly" (SM). Choice. */
  terminatedIsShown: 30 * second,
  /** A create still meets `ResourceExists.WorkSpace` for a while after that (Terraform provider, issue 14517). Choice. */
  seatIsFreed: 30 * second,
  /** "typically less than 90 seconds" (AG, running mode). */
  resume: 90 * second,
  /** Choice; AG calls a reboot stuck after 20 minutes. */
  reboot: 3 * minute,
  /** Choice. */
  stop: 2 * minute,
  /** AutoStop comes "some minutes" after its timeout (AG, running mode). Choice: 3. */
  autoStopLag: 3 * minute,
  /** First snapshot after a create, and the one "soon after" a rebuild: "often within 30 minutes" (AG, rebuild). */
  firstSnapshot: 30 * minute,
  /** "every 12 hours" (AG, rebuild). */
  snapshotInterval: 12 * hour,
  /** No connection for more than 20 minutes counts as disconnected; clients resume for as long (AG, running mode). */
  droppedReadsConnected: 20 * minute,
  /** AWS documents no refresh time of the connection state. Choice. */
  connectionCheck: minute,
  /** Datapoints of AWS/WorkSpaces cover 5 minutes (cost optimizer reads them so). */
  metricCadence: 5 * minute,
  /** CloudTrail tells of a call some time after it; how long EventBridge waits for it AWS does not say. Choice. */
  trailEventLag: minute,
  /** The sample event in AG is sent 15 seconds after the login it tells of. */
  accessEventLag: 15 * second,
} as const;

/** Time between two checks of the connection, never so short that no client could tell them apart. `scaled`: ms. */
export const connectionCheckCadence = (scaled: number): number => Math.max(250, scaled);

/** Seconds. Each divides the alarm periods that are longer: 10 s, 30 s, minutes. */
const metricCadences = [300, 60, 30, 10, 5, 2, 1] as const;

/**
 * The interval of a datapoint, the longest that is no longer than `scaled`. Both in ms.
 * On AWS both this and an alarm's period are five minutes, on the same grid. An interval that lay across two periods
 * would be counted into the first one, and the alarm would tell of a disconnect before the login that it ended.
 */
export const metricCadence = (scaled: number): number =>
  (metricCadences.find((seconds) => seconds * second <= scaled) ?? 1) * second;

/** The start of the cadence interval that `at` lies in. Both in ms. */
export const intervalStart = (at: number, cadence: number): number => Math.floor(at / cadence) * cadence;
