output "functions" {
  description = "The functions, by `service/function`."
  value = {
    "alarm-manager/watch"     = module.watch
    "alarm-manager/reconcile" = module.reconcile
  }
}

output "hears" {
  description = "Rule patterns of all functions."
  value       = local.hears
}

output "timer_events" {
  description = "Detail-types that the service hears from itself: these its timers say."
  value       = { (local.source) = sort(distinct(flatten([for pattern in local.hears : pattern["detail-type"] if contains(pattern.source, local.source)]))) }
}

output "alarm_name_prefix" {
  description = "What the names of all disconnect alarms begin with."
  value       = local.alarm_name_prefix
}

output "shard_alarms" {
  description = "ARNs of the alarms on shards of the fleet."
  value       = local.shard_alarms
}
