import * as z from 'zod';

const byFunction = z.record(z.string(), z.string());

/** What the local stack's Terraform says of itself, as far as stories need it. */
export const stackOutputs = z.object({
  event_bus_name: z.string(),
  queue_urls: byFunction,
  dead_letter_queue_urls: byFunction,
  function_names: byFunction,
  alarm_name_prefix: z.string(),
  seats_table_name: z.string(),
  records_table_name: z.string(),
});
export type StackOutputs = z.infer<typeof stackOutputs>;
