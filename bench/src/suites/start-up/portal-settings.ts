/** The portal's settings, as Terraform writes them into its table: the functions behind it read them at their first event. */
export const portalSettings = {
  directoryId: 'd-9067000001',
  title: 'Desktops',
  offers: [
    {
      id: 'standard',
      title: 'Standard desktop',
      description: 'For office work',
      picture: 'windows',
      size: { vcpu: 2, memoryGib: 4, storageGib: 50 },
      monthlyPrice: { amount: 35, currency: 'USD' },
      longestDays: 90,
      spec: {
        bundleId: 'wsb-standard1',
        rootVolumeEncrypted: false,
        userVolumeEncrypted: false,
        tags: { Cleandesk: 'rebuild' },
      },
    },
  ],
  rules: [
    { kind: 'desktop', needed: 1, by: 'manager' },
    { kind: 'reset', needed: 0, by: 'approvers' },
  ],
  approvers: ['eve@example.com'],
  approversSignIn: true,
  limits: { requestsPerDay: 20, callsPerMinute: 120 },
  remindAfterSeconds: 86_400,
  expirySeconds: 259_200,
  overdueSeconds: 3600,
  giveUpSeconds: 86_400,
  warnBeforeSeconds: 432_000,
  connecting: { clientUrl: 'https://clients.example.com' },
  readers: { timeZone: 'Europe/Berlin', locale: 'en-GB' },
  signIn: {
    claims: { user: 'login', mail: 'email', name: 'name', groups: 'groups' },
    operatorGroups: ['operators'],
  },
} as const;
