import { alarmNamePrefix } from '@cleandesk/contracts';
import { isDesktopId } from './managed.ts';

/** How every disconnect alarm of this deployment is to be. */
export type AlarmRules = {
  /** s; the interval that a disconnect is known to. */
  periodSeconds: number;
  /** Told by every alarm, for people to know; the product does not need it. */
  topicArn?: string;
  tags: Readonly<Record<string, string>>;
};

/** An alarm that stands under the name of a desktop. */
export type StandingAlarm = {
  workspaceId: string;
  /** Made by this service; people make alarms of the same names by hand. */
  ours: boolean;
  periodSeconds: number | undefined;
  actions: readonly string[];
  /** Metric, dimension, statistic, threshold and missing data are those of a disconnect alarm. */
  sound: boolean;
};

export const alarmNameOf = (workspaceId: string): string => alarmNamePrefix + workspaceId;

/** @returns the desktop that an alarm of this name watches; undefined for a name that no desktop has. */
export function desktopOfAlarm(alarmName: string): string | undefined {
  if (!alarmName.startsWith(alarmNamePrefix)) return undefined;
  const workspaceId = alarmName.slice(alarmNamePrefix.length);
  return isDesktopId(workspaceId) ? workspaceId : undefined;
}

/** Whether it would be put again: there is none, or its period, topic or measure is another. Tags are not looked at. */
export function needsPut(standing: StandingAlarm | undefined, rules: AlarmRules): boolean {
  if (!standing?.sound || standing.periodSeconds !== rules.periodSeconds) return true;
  const wanted = rules.topicArn === undefined ? [] : [rules.topicArn];
  return standing.actions.length !== wanted.length || !wanted.every((arn) => standing.actions.includes(arn));
}
