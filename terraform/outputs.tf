output "event_bus" {
  description = "The bus that all services meet on: `name`, `arn`, and the `policy` that locks it. A bus of yours needs its statements in yours."
  value       = { name = module.event_bus.name, arn = module.event_bus.arn, policy = module.event_bus.policy }
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
  description = "By `service/function`: its name, its role, its log group, and its queue and dead-letter queue unless an API or a state machine calls it."
  value = {
    for key, function in local.functions : key => {
      function_name         = function.function_name
      function_arn          = function.function_arn
      role_arn              = function.role_arn
      queue_url             = try(function.queue_url, null)
      dead_letter_queue_url = try(function.dead_letter_queue_url, null)
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

output "alarms" {
  description = "Names of all alarms that call a person."
  value       = sort(concat(local.alarm_names, flatten(module.observability[*].alarm_names)))
}

output "dashboard_name" {
  description = "The dashboard, where there is one."
  value       = one(module.observability[*].dashboard_name)
}

output "trail_arn" {
  description = "The trail, where this module created one."
  value       = one(module.api_call_trail[*].trail_arn)
}

output "directory_sync_table" {
  description = "The table of directory groups and of what was said of their members, for `pnpm cleandesk sync plan`; null without groups."
  value       = one(module.directory_sync[*].table_name)
}

output "directory_sync_security_group" {
  description = "Security group of the function that reads the directory, for its servers to let in; null outside of a VPC."
  value       = one(module.directory_sync[*].security_group_id)
}

output "portal" {
  description = "The portal, where there is one: its address, its API's, how its page signs in, where its users are made, and what a CNAME of its domain points to."
  value = var.portal == null ? null : {
    url          = local.portal_url
    api_url      = module.approval_service[0].api_endpoint
    api_id       = module.approval_service[0].api_id
    table        = module.approval_service[0].table
    user_pool_id = one(module.portal_sign_in[*].user_pool_id)
    distribution = one(module.portal_hosting[*].distribution)
    bounces      = module.approval_service[0].bounces_topic_arn
    # For whoever serves the portal: what stands in its config.json, and where its page must be allowed to call.
    config = {
      for field, value in {
        apiUrl          = local.portal_is_hosted ? "${local.portal_url}/api" : module.approval_service[0].api_endpoint
        issuer          = local.portal_issuer
        clientId        = local.portal_client_id
        scope           = local.portal_scope
        title           = var.portal.title
        approversSignIn = var.portal.approvers_sign_in
        endSessionUrl   = local.portal_end_session
      } : field => value if value != null
    }
    connect_origins = concat(local.portal_connect_origins, local.portal_is_hosted ? [] : [module.approval_service[0].api_endpoint])
  }
}
