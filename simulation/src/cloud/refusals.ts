import { CloudWatchServiceException, ResourceNotFound } from '@aws-sdk/client-cloudwatch';
import {
  PaginationTokenExpiredException,
  ResourceGroupsTaggingAPIServiceException,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  ConflictException,
  SchedulerServiceException,
  ResourceNotFoundException as UnknownSchedule,
} from '@aws-sdk/client-scheduler';
import { ResourceNotFoundException, WorkSpacesServiceException } from '@aws-sdk/client-workspaces';
import type { AwsFault } from '@cleandesk/desktop-cloud';

type Told = { name: string; message: string; $fault: 'client' | 'server'; $metadata: object };

/** Errors that product code knows by their class; all others it knows by their name. */
const named: Readonly<Record<string, Readonly<Record<string, (told: Told) => Error>>>> = {
  WorkSpaces: { ResourceNotFoundException: (told) => new ResourceNotFoundException(told) },
  CloudWatch: { ResourceNotFound: (told) => new ResourceNotFound(told) },
  Scheduler: {
    ConflictException: (told) => new ConflictException({ Message: told.message, ...told }),
    ResourceNotFoundException: (told) => new UnknownSchedule({ Message: told.message, ...told }),
  },
  ResourceGroupsTaggingAPI: {
    PaginationTokenExpiredException: (told) => new PaginationTokenExpiredException(told),
  },
};
const unnamed: Readonly<Record<string, (told: Told) => Error>> = {
  WorkSpaces: (told) => new WorkSpacesServiceException(told),
  CloudWatch: (told) => new CloudWatchServiceException(told),
  Scheduler: (told) => new SchedulerServiceException(told),
  ResourceGroupsTaggingAPI: (told) => new ResourceGroupsTaggingAPIServiceException(told),
};

/** What the SDK of this API throws for such a refusal. */
export function refusalOf(api: string, { code, message, status }: AwsFault): Error {
  const told: Told = {
    name: code,
    message,
    $fault: status >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode: status },
  };
  const make = named[api]?.[code] ?? unnamed[api];
  if (make === undefined) throw new Error(`There is no SDK for ${api} here`);
  return make(told);
}
