output "event_bus" {
  description = "The bus that all services meet on."
  value       = { name = module.event_bus.name, arn = module.event_bus.arn }
}

output "policies" {
  description = "The policies as the functions read them. Terraform passes over a field that it does not know without a word: a slip is missing here."
  value       = local.wire_policies
}

output "notices" {
  description = "Of what users are told, by policy. Policies in dry run tell nobody. A slip in a policy's notices is missing here."
  value       = local.notices_by_policy
}

output "functions" {
  description = "By `service/function`: its name, its role, its queue and dead-letter queue, its log group."
  value = {
    for key, function in local.functions : key => {
      function_name         = function.function_name
      function_arn          = function.function_arn
      role_arn              = function.role_arn
      queue_url             = function.queue_url
      dead_letter_queue_url = function.dead_letter_queue_url
      log_group_name        = function.log_group_name
    }
  }
}

output "seats_table" {
  description = "The table of seats."
  value       = { name = module.rebuild_service.seats_table_name, arn = module.rebuild_service.seats_table_arn }
}

output "records_table" {
  description = "The table of records: receipts, and what became of leavings without a reset."
  value       = { name = module.rebuild_service.records_table_name, arn = module.rebuild_service.records_table_arn }
}

output "timers" {
  description = "The group that timers are in, and the queue for those that could not speak."
  value       = { group_name = module.event_bus.timers.group_name, dead_letter_queue_url = module.event_bus.timers.dead_letter_url }
}

output "ingress_dead_letter_queue_url" {
  description = "The queue with AWS's events that could not be forwarded to the bus."
  value       = module.event_bus.ingress_dead_letter_queue_url
}

output "notices_dead_letter_queue_url" {
  description = "The queue with notices that could not be told, where there is a topic."
  value       = one(module.operations_notices[*].dead_letter_queue_url)
}

output "event_log_group_name" {
  description = "The log group with all events, where one is kept."
  value       = one(module.event_log[*].log_group_name)
}

output "alarm_name_prefix" {
  description = "What the names of all disconnect alarms begin with."
  value       = module.alarm_manager.alarm_name_prefix
}

output "trail_arn" {
  description = "The trail, where this module created one."
  value       = one(module.api_call_trail[*].trail_arn)
}

output "directory_sync_table" {
  description = "The table of directory groups and of what was said of their members, for `pnpm sync plan`; null without groups."
  value       = one(module.directory_sync[*].table_name)
}

output "directory_sync_security_group" {
  description = "Security group of the function that reads the directory, for its servers to let in; null outside of a VPC."
  value       = one(module.directory_sync[*].security_group_id)
}
