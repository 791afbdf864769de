/** Who may ask rebuild-service for something. Each has a role of its own that the bus lets in. */
export const requesters = [
  'cleandesk.directory-sync',
  'cleandesk.approval-service',
  'cleandesk.operator',
] as const satisfies readonly [string, ...string[]];
