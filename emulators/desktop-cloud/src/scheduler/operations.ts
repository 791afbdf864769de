import { isDeepStrictEqual } from 'node:util';
import { AwsFault, type CallContext, type Clock, type Operation } from '../kernel.ts';
import { pageOf } from '../sorted-pages.ts';
import { validated } from '../validation.ts';
import type { Book } from './book.ts';
import { checkDefinition } from './checks.ts';
import {
  type Definition,
  defaultGroup,
  type Group,
  groupArn,
  type Schedule,
  type Scope,
  scheduleArn,
} from './records.ts';
import type { Runner } from './runner.ts';
import {
  createGroupInput,
  listGroupsInput,
  listSchedulesInput,
  namedGroupInput,
  namedScheduleInput,
  scheduleInput,
  taggedInput,
  tagInput,
  untagInput,
} from './shapes.ts';

/** Schedule groups of one account and Region. Source: EventBridge Scheduler quotas. */
const mostGroups = 500;

export function schedulerOperations(
  book: Book,
  runner: Runner,
  clock: Clock,
): ReadonlyMap<string, Operation> {
  const requireGroup = (owner: Scope, name: string): Group => {
    const group = book.group(owner, name);
    if (group === undefined) throw notFound(`Schedule group ${name} does not exist.`);
    return group;
  };

  const requireSchedule = (owner: Scope, group: string, name: string): Schedule => {
    requireGroup(owner, group);
    const schedule = book.schedule(owner, group, name);
    if (schedule === undefined) throw notFound(`Schedule ${name} does not exist.`);
    return schedule;
  };

  const put = (owner: CallContext, input: unknown, write: 'create' | 'update'): { ScheduleArn: string } => {
    const { Name, GroupName = defaultGroup, ClientToken, ...given } = validated(scheduleInput, input);
    const definition = withDefaults(given);
    const group = requireGroup(owner, GroupName);
    const standing = book.schedule(owner, group.name, Name);
    const now = clock.now();
    if (standing !== undefined && isRepetition(standing, definition, ClientToken)) {
      return { ScheduleArn: scheduleArn(standing) };
    }
    if (write === 'create' && standing !== undefined) throw conflict(`Schedule ${Name} already exists.`);
    if (write === 'update' && standing === undefined) throw notFound(`Schedule ${Name} does not exist.`);
    checkDefinition(definition, now);
    const schedule: Schedule = {
      accountId: owner.accountId,
      region: owner.region,
      group: group.name,
      name: Name,
      createdAt: standing?.createdAt ?? now,
      modifiedAt: now,
      definition,
      token: ClientToken,
    };
    book.putSchedule(schedule);
    // A rate without a start date runs at once, so what is due at this very millisecond counts.
    runner.arm(schedule, now - 1);
    return { ScheduleArn: scheduleArn(schedule) };
  };

  const groupOfArn = (owner: Scope, arn: string): Group => {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    if (arn !== groupArn(owner, name)) throw notFound(`Schedule group ${name} does not exist.`);
    return requireGroup(owner, name);
  };

  const retag = (group: Group, tags: Record<string, string>): Record<string, never> => {
    if (Object.keys(tags).length > 50) throw invalid('A schedule group can have at most 50 tags.');
    book.putGroup({ ...group, tags });
    return {};
  };

  return new Map<string, Operation>([
    ['CreateSchedule', (input, context) => put(context, input, 'create')],
    ['UpdateSchedule', (input, context) => put(context, input, 'update')],
    [
      'GetSchedule',
      (input, context) => {
        const { Name, GroupName = defaultGroup } = validated(namedScheduleInput, input);
        return described(requireSchedule(context, GroupName, Name));
      },
    ],
    [
      'DeleteSchedule',
      (input, context) => {
        const { Name, GroupName = defaultGroup } = validated(namedScheduleInput, input);
        const schedule = requireSchedule(context, GroupName, Name);
        runner.disarm(schedule);
        book.deleteSchedule(schedule);
        return {};
      },
    ],
    [
      'ListSchedules',
      (input, context) => {
        const {
          ScheduleGroup,
          State,
          NamePrefix = '',
          MaxResults = 100,
          NextToken,
        } = validated(listSchedulesInput, input);
        const groups =
          ScheduleGroup === undefined ? book.groups(context) : [requireGroup(context, ScheduleGroup)];
        const found = groups
          .flatMap((group) => book.schedulesIn(context, group.name))
          .filter(
            ({ name, definition }) =>
              name.startsWith(NamePrefix) && (State ?? definition.State) === definition.State,
          );
        const page = pageOf(
          found,
          (schedule) => `${schedule.group}/${schedule.name}`,
          MaxResults,
          NextToken,
          invalidToken,
        );
        return { Schedules: page.items.map(summarised), NextToken: page.nextToken };
      },
    ],
    [
      'CreateScheduleGroup',
      (input, context) => {
        const { Name, Tags = [], ClientToken } = validated(createGroupInput, input);
        const standing = book.group(context, Name);
        const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
        if (standing !== undefined) {
          const repeated = ClientToken !== undefined && standing.token === ClientToken;
          if (!repeated || !isDeepStrictEqual(standing.tags, tags)) {
            throw conflict(`Schedule group ${Name} already exists.`);
          }
          return { ScheduleGroupArn: groupArn(context, Name) };
        }
        if (book.groups(context).length >= mostGroups) {
          throw new AwsFault(
            'ServiceQuotaExceededException',
            'The limit of schedule groups is reached.',
            402,
          );
        }
        const now = clock.now();
        const { accountId, region } = context;
        book.putGroup({
          accountId,
          region,
          name: Name,
          createdAt: now,
          modifiedAt: now,
          tags,
          token: ClientToken,
        });
        return { ScheduleGroupArn: groupArn(context, Name) };
      },
    ],
    [
      'GetScheduleGroup',
      (input, context) => describedGroup(requireGroup(context, validated(namedGroupInput, input).Name)),
    ],
    [
      'DeleteScheduleGroup',
      (input, context) => {
        const { Name } = validated(namedGroupInput, input);
        if (Name === defaultGroup) throw invalid('The default schedule group cannot be deleted.');
        const group = requireGroup(context, Name);
        for (const schedule of book.schedulesIn(context, Name)) runner.disarm(schedule);
        book.deleteGroup(group);
        return {};
      },
    ],
    [
      'ListScheduleGroups',
      (input, context) => {
        const { NamePrefix = '', MaxResults = 100, NextToken } = validated(listGroupsInput, input);
        const found = book.groups(context).filter(({ name }) => name.startsWith(NamePrefix));
        const page = pageOf(found, (group) => group.name, MaxResults, NextToken, invalidToken);
        return { ScheduleGroups: page.items.map(describedGroup), NextToken: page.nextToken };
      },
    ],
    [
      'ListTagsForResource',
      (input, context) => {
        const group = groupOfArn(context, validated(taggedInput, input).ResourceArn);
        return { Tags: Object.entries(group.tags).map(([Key, Value]) => ({ Key, Value })) };
      },
    ],
    [
      'TagResource',
      (input, context) => {
        const { ResourceArn, Tags } = validated(tagInput, input);
        const group = groupOfArn(context, ResourceArn);
        return retag(group, {
          ...group.tags,
          ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
        });
      },
    ],
    [
      'UntagResource',
      (input, context) => {
        const { ResourceArn, TagKeys } = validated(untagInput, input);
        const group = groupOfArn(context, ResourceArn);
        return retag(
          group,
          Object.fromEntries(Object.entries(group.tags).filter(([key]) => !TagKeys.includes(key))),
        );
      },
    ],
  ]);
}

/** What AWS fills in, so that a read shows it and Terraform sees no drift. */
function withDefaults(given: Definition): Definition {
  const { RetryPolicy } = given.Target;
  return {
    ...given,
    ScheduleExpressionTimezone: given.ScheduleExpressionTimezone ?? 'UTC',
    State: given.State ?? 'ENABLED',
    ActionAfterCompletion: given.ActionAfterCompletion ?? 'NONE',
    Target: {
      ...given.Target,
      RetryPolicy: {
        MaximumEventAgeInSeconds: RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
        MaximumRetryAttempts: RetryPolicy?.MaximumRetryAttempts ?? 185,
      },
    },
  };
}

/** The same call again, as an SDK makes it when the answer got lost. */
function isRepetition(standing: Schedule, definition: Definition, token: string | undefined): boolean {
  return (
    token !== undefined &&
    standing.token === token &&
    isDeepStrictEqual(plain(standing.definition), plain(definition))
  );
}

/** A definition that came out of the journal has no members that are `undefined`. */
const plain = (definition: Definition): unknown => JSON.parse(JSON.stringify(definition));

function described(schedule: Schedule): Record<string, unknown> {
  const { StartDate, EndDate, ...definition } = schedule.definition;
  return {
    Arn: scheduleArn(schedule),
    GroupName: schedule.group,
    Name: schedule.name,
    CreationDate: new Date(schedule.createdAt),
    LastModificationDate: new Date(schedule.modifiedAt),
    ...(StartDate === undefined ? {} : { StartDate: new Date(StartDate) }),
    ...(EndDate === undefined ? {} : { EndDate: new Date(EndDate) }),
    ...definition,
  };
}

function summarised(schedule: Schedule): Record<string, unknown> {
  return {
    Arn: scheduleArn(schedule),
    GroupName: schedule.group,
    Name: schedule.name,
    State: schedule.definition.State,
    CreationDate: new Date(schedule.createdAt),
    LastModificationDate: new Date(schedule.modifiedAt),
    Target: { Arn: schedule.definition.Target.Arn },
  };
}

function describedGroup(group: Group): Record<string, unknown> {
  return {
    Arn: groupArn(group, group.name),
    Name: group.name,
    State: 'ACTIVE',
    CreationDate: new Date(group.createdAt),
    LastModificationDate: new Date(group.modifiedAt),
  };
}

const invalidToken = (): AwsFault => invalid('Invalid next token.');
const notFound = (message: string): AwsFault => new AwsFault('ResourceNotFoundException', message, 404);
const conflict = (message: string): AwsFault => new AwsFault('ConflictException', message, 409);
const invalid = (message: string): AwsFault => new AwsFault('ValidationException', message);
