output "region" {
  description = "Region that the emulators play."
  value       = var.region
}

output "event_bus_name" {
  description = "Name of the bus."
  value       = module.cleandesk.event_bus.name
}

output "event_bus_arn" {
  description = "ARN of the bus."
  value       = module.cleandesk.event_bus.arn
}

output "seats_table_name" {
  description = "Name of the table of seats."
  value       = module.cleandesk.seats_table.name
}

output "records_table_name" {
  description = "Name of the table of records."
  value       = module.cleandesk.records_table.name
}

output "function_names" {
  description = "Names of the functions, by `service/function`."
  value       = { for key, function in module.cleandesk.functions : key => function.function_name }
}

output "queue_urls" {
  description = "Queues, by `service/function`, of those that have one."
  value       = { for key, function in module.cleandesk.functions : key => function.queue_url if function.queue_url != null }
}

output "dead_letter_queue_urls" {
  description = "Dead-letter queues, by `service/function`, and those of the timers and of the ingress."
  value = merge(
    { for key, function in module.cleandesk.functions : key => function.dead_letter_queue_url if function.queue_url != null },
    {
      timers  = module.cleandesk.timers.dead_letter_queue_url
      ingress = module.cleandesk.ingress_dead_letter_queue_url
    },
  )
}

output "log_group_names" {
  description = "Log groups, by `service/function`."
  value       = { for key, function in module.cleandesk.functions : key => function.log_group_name }
}

output "timer_group_name" {
  description = "Group that timers are in."
  value       = module.cleandesk.timers.group_name
}

output "alarm_name_prefix" {
  description = "What the names of all disconnect alarms begin with."
  value       = module.cleandesk.alarm_name_prefix
}

output "policies" {
  description = "The policies, as `scripts/local status` shows them."
  value       = local.policies
}

output "portal" {
  description = "The portal, where there is one: its address, its API's, what its page is told and may call, its table, and where its users are."
  value = var.portal == null ? null : {
    url             = var.portal.url
    api_url         = local.api_url
    table_name      = module.cleandesk.portal.table.name
    user_pool_id    = module.sign_in[0].user_pool_id
    config          = merge(module.cleandesk.portal.config, { apiUrl = local.api_url })
    connect_origins = compact([var.base_url, try(regex("^https?://[^/]+", var.portal.issuer.url), null)])
  }
}
