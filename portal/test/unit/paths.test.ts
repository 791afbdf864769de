import { type Route, routeNames, routes } from '@cleandesk/portal-api';
import { expect, test } from 'vitest';
import { filled } from '../../src/api/client.ts';
import { paths } from '../../src/api/paths.ts';

test('The portal’s list of routes is the contract’s', () => {
  const contract = routeNames.map((name) => {
    const { method, path, once }: Route = routes[name];
    return [name, { method, path, ...(once && { once }) }];
  });
  expect(paths).toEqual(Object.fromEntries(contract));
});

test('What stands in a path can’t lead to another one', () => {
  expect(filled('/seats/{seatId}/holds/{holdId}', { seatId: '../me', holdId: 'a/b?c#d' })).toBe(
    '/seats/..%2Fme/holds/a%2Fb%3Fc%23d',
  );
});
