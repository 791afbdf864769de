import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { type AwsCall, AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { creating } from '../../src/adapters/creating.ts';
import type { CreateOrder } from '../../src/ports.ts';
import { order } from './cloud.ts';

const created = z.object({
  Workspaces: z.array(
    z.looseObject({
      DirectoryId: z.string(),
      UserName: z.string(),
      BundleId: z.string(),
      WorkspaceProperties: z.looseObject({ Protocols: z.array(z.string()).optional() }).optional(),
      Tags: z.array(z.looseObject({ Key: z.string() })),
    }),
  ),
});
type Item = z.infer<typeof created>['Workspaces'][number];

const named = (item: Item) => item.WorkspaceProperties?.Protocols !== undefined;

/** @param refuses throws, or gives the code with which an item is refused. */
function open(refuses: (items: Item[], item?: Item) => string | undefined) {
  const notes: unknown[] = [];
  const aws = scriptedAws(({ input }: AwsCall) => {
    const { Workspaces } = created.parse(input);
    refuses(Workspaces);
    const codes = Workspaces.map((item) => ({ item, code: refuses(Workspaces, item) }));
    return {
      PendingRequests: codes.flatMap(({ item, code }) =>
        code ? [] : [{ ...item, WorkspaceId: `ws-0000${item.UserName.slice(0, 3)}00` }],
      ),
      FailedRequests: codes.flatMap(({ item, code }) =>
        code ? [{ WorkspaceRequest: item, ErrorCode: code, ErrorMessage: 'no' }] : [],
      ),
    };
  });
  const create = creating({
    client: new WorkSpacesClient({ ...aws.config, maxAttempts: 1 }),
    pace: { turn: () => Promise.resolve() },
    clock: { now: () => 0 },
    journal: { info: (_message, fields) => void notes.push(fields) },
    wait: () => Promise.resolve(),
  });
  /** Who was asked for in each call, with `+` for named protocols. */
  const asked = () =>
    aws.calls.map(({ input }) =>
      created
        .parse(input)
        .Workspaces.map((item) => `${item.UserName.slice(0, 3)}${named(item) ? '+' : ''}`)
        .join(' '),
    );
  return { create, asked, notes, inputs: () => aws.calls.map(({ input }) => created.parse(input)) };
}

const noProtocols = (items: Item[]): undefined => {
  if (items.some(named)) throw new AwsRefusal('InvalidParameterValuesException', 'No protocols.');
};
const all = ['ada.berg', 'ben.berg', 'cleo.berg', 'dan.berg'];
const orders = (...names: string[]): CreateOrder[] => names.map((name) => order(name));

test('a create that AWS refuses for its protocols is made once more without them, and says so', async () => {
  const { create, asked, notes } = open(noProtocols);
  expect(await create(orders('ada.berg'))).toEqual([
    { kind: 'accepted', workspaceId: 'ws-0000ada00', without: ['protocols'] },
  ]);
  expect(asked()).toEqual(['ada+', 'ada']);
  expect(notes).toEqual([{ code: 'InvalidParameterValuesException', made: 1 }]);
});

test('nothing but the protocols is left out', async () => {
  const { create, inputs } = open(noProtocols);
  await create(orders('ada.berg'));
  const [first, second] = inputs().map(({ Workspaces }) => Workspaces[0]);
  const { Protocols, ...properties } = first?.WorkspaceProperties ?? {};
  expect(Protocols).toEqual(['WSP']);
  expect(second).toEqual({ ...first, WorkspaceProperties: properties });
  expect(second).toMatchObject({
    BundleId: 'wsb-standard1',
    VolumeEncryptionKey: 'alias/desktops',
    RootVolumeEncryptionEnabled: true,
    UserVolumeEncryptionEnabled: true,
    WorkspaceProperties: { RunningMode: 'AUTO_STOP', RootVolumeSizeGib: 175, ComputeTypeName: 'POWER' },
  });
});

test('where AWS takes the protocols, nothing is left out and nothing is said', async () => {
  const { create, asked, notes } = open(() => undefined);
  expect(await create(orders('ada.berg'))).toEqual([{ kind: 'accepted', workspaceId: 'ws-0000ada00' }]);
  expect(asked()).toEqual(['ada+']);
  expect(notes).toEqual([]);
});

test('a group of one kind is made without them by one call more', async () => {
  const { create, asked } = open(noProtocols);
  const outcomes = await create(orders(...all));
  expect(outcomes.map((one) => one.kind === 'accepted' && one.without)).toEqual(all.map(() => ['protocols']));
  expect(asked()).toEqual(['ada+ ben+ cle+ dan+', 'ada ben cle dan']);
});

test("nobody's protocols are dropped for somebody else's", async () => {
  const { create } = open((items) => {
    if (items.some((item) => named(item) && item.BundleId === 'wsb-graphic1')) {
      throw new AwsRefusal('InvalidParameterValuesException');
    }
    return undefined;
  });
  const mixed = all.map((name, n) => order(name, n % 2 === 0 ? {} : { bundleId: 'wsb-graphic1' }));
  const outcomes = await create(mixed);
  expect(outcomes.map((one) => one.kind === 'accepted' && one.without?.join())).toEqual([
    undefined,
    'protocols',
    undefined,
    'protocols',
  ]);
});

test('what one half has taught counts for the other', async () => {
  const { create, asked } = open((items) => {
    noProtocols(items);
    return undefined;
  });
  const mixed = [order('ada.berg'), order('ben.berg'), order('cleo.berg', { bundleId: 'wsb-linux0001' })];
  await create([...mixed, order('dan.berg')]);
  expect(asked()).toEqual(['ada+ ben+ cle+ dan+', 'ada+ ben+', 'ada ben', 'cle+ dan', 'cle dan']);
});

test('an item that is refused among others is made without them, the others are left as they are', async () => {
  const { create, asked } = open((_items, item) =>
    item?.UserName === 'ben.berg' && named(item) ? 'InvalidParameterValues.Protocols' : undefined,
  );
  const outcomes = await create(orders(...all));
  expect(outcomes.map((one) => one.kind === 'accepted' && one.without?.join())).toEqual([
    undefined,
    'protocols',
    undefined,
    undefined,
  ]);
  expect(asked()).toEqual(['ada+ ben+ cle+ dan+', 'ben']);
});

test('one bad order among many is found all the same, and each bad one is asked for twice at most', async () => {
  const { create, asked } = open((items) => {
    if (items.some(({ Tags }) => Tags.some(({ Key }) => Key === 'aws:bad')))
      throw new AwsRefusal('InvalidParameterValuesException', 'A tag.');
    return undefined;
  });
  const outcomes = await create(
    all.map((name) => order(name, name === 'dan.berg' ? { tags: { 'aws:bad': '' } } : {})),
  );
  expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted', 'refused']);
  expect(outcomes[0]).not.toHaveProperty('without');
  expect(asked()).toEqual([
    'ada+ ben+ cle+ dan+',
    'ada ben cle dan',
    'ada+ ben+',
    'cle+ dan+',
    'cle+',
    'dan+',
    'dan',
  ]);
});

test('a refusal that is not about parameters is final', async () => {
  for (const code of ['ResourceLimitExceededException', 'AccessDeniedException']) {
    const { create, asked } = open(() => {
      throw new AwsRefusal(code);
    });
    expect(await create(orders('ada.berg'))).toMatchObject([{ kind: 'refused', code }]);
    expect(asked()).toEqual(['ada+']);
  }
  const { create, asked } = open((_items, item) => item && 'ResourceExists.WorkSpace');
  expect(await create(orders('ada.berg'))).toMatchObject([{ code: 'ResourceExists.WorkSpace' }]);
  expect(asked()).toEqual(['ada+']);
});

test('a create that may have happened is not made again without them', async () => {
  const { create, asked } = open(() => {
    throw new AwsRefusal('InternalServerException', 'perhaps', 500);
  });
  expect(await create(orders('ada.berg'))).toMatchObject([{ kind: 'uncertain' }]);
  expect(asked()).toEqual(['ada+']);
});

test('when the answer to the second create is lost, it may have happened', async () => {
  const { create } = open((items) => {
    noProtocols(items);
    throw new AwsRefusal('InternalServerException', 'perhaps', 500);
  });
  expect(await create(orders('ada.berg'))).toMatchObject([{ kind: 'uncertain' }]);
});

test.each([
  ['WSP, which may be of the bundle or not', { protocols: ['WSP'] }, true],
  ['PCoIP on Windows, which only its bundle gives', { protocols: ['PCOIP'] }, false],
  [
    'PCoIP on Linux, where DCV is the default',
    { protocols: ['PCOIP'], operatingSystem: 'AMAZON_LINUX_2' },
    true,
  ],
  ['PCoIP on who knows what', { protocols: ['PCOIP'], operatingSystem: undefined }, true],
  ['any with a GPU, where none can be named', { protocols: ['WSP'], computeType: 'GRAPHICS_G4DN' }, false],
  ['any on Windows 7, where none can be named', { protocols: ['WSP'], operatingSystem: 'WINDOWS_7' }, false],
  ['none', { protocols: [] }, false],
])('protocols are named only where that is needed: %s', async (_what, change, isNamed) => {
  const { create, inputs } = open(() => undefined);
  const one = order('ada.berg');
  const { operatingSystem, ...spec } = { ...one.spec, ...change };
  await create([{ ...one, spec: operatingSystem === undefined ? spec : { ...spec, operatingSystem } }]);
  const [item] = inputs()[0]?.Workspaces ?? [];
  expect(item && named(item)).toBe(isNamed);
  expect(item?.WorkspaceProperties).not.toHaveProperty('OperatingSystemName');
});
