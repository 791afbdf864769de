output "functions" {
  description = "The functions, by `service/function`."
  value       = { "directory-sync/sync" = module.sync }
}

output "hears" {
  description = "Rule patterns of all functions."
  value       = module.sync.hears
}

output "timer_events" {
  description = "Detail-types that the service hears from itself: these its timers say."
  value       = { (local.source) = sort(distinct(flatten([for pattern in module.sync.hears : pattern["detail-type"] if contains(pattern.source, local.source)]))) }
}

output "security_group_id" {
  description = "Security group of the function, for the directory's servers to let in; null without a network."
  value       = one(aws_security_group.sync[*].id)
}

output "table_name" {
  description = "Name of the table in which the groups and what was said of them lie."
  value       = aws_dynamodb_table.sync.name
}

output "alarm_names" {
  description = "Names of the alarms of its groups; those of its function are among the functions."
  value       = [for alarm in concat(values(aws_cloudwatch_metric_alarm.directory_unreachable), values(aws_cloudwatch_metric_alarm.sync_refused)) : alarm.alarm_name]
}
