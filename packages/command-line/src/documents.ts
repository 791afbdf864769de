import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** For the options of an SDK client: where none is named, the SDK finds the Region out as the AWS CLI does. */
export const where = (region: string | undefined): { region?: string } =>
  region === undefined ? {} : { region };

/**
 * Whose account it is the SDK finds out as the AWS CLI does.
 * @param client what it is built with besides
 */
export const documents = (region: string | undefined, client: object = {}): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ ...where(region), ...client }));
