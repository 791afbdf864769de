import type * as z from 'zod';
import { AwsFault } from '../kernel.ts';
import { validated } from '../validation.ts';

/** CloudWatch's refusals by the names of their shapes; the wire turns them into query codes where a client asks. */
export const invalidValue = (message: string): AwsFault =>
  new AwsFault('InvalidParameterValueException', message);
export const invalidCombination = (message: string): AwsFault =>
  new AwsFault('InvalidParameterCombinationException', message);
export const missingParameter = (message: string): AwsFault =>
  new AwsFault('MissingRequiredParameterException', message);
export const validationError = (message: string): AwsFault => new AwsFault('ValidationError', message);
export const invalidToken = (): AwsFault => new AwsFault('InvalidNextToken', 'The next token is invalid.');
export const limitExceeded = (message: string): AwsFault => new AwsFault('LimitExceededFault', message);
export const alarmNotFound = (name: string): AwsFault =>
  new AwsFault('ResourceNotFound', `Alarm ${name} does not exist.`, 404);
export const resourceNotFound = (arn: string): AwsFault =>
  new AwsFault('ResourceNotFoundException', `Resource ${arn} does not exist.`, 404, {
    ResourceType: 'alarm',
    ResourceId: arn,
  });

export const readInput = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> =>
  validated(schema, input, 'ValidationError');
