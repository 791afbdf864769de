output "api_endpoint" {
  description = "URL of the API, without a path."
  value       = module.http_api.endpoint
}

output "api_id" {
  description = "Id of the API."
  value       = module.http_api.id
}

output "table" {
  description = "The table of requests."
  value       = { name = aws_dynamodb_table.portal.name, arn = aws_dynamodb_table.portal.arn }
}

output "functions" {
  description = "All functions, by `service/function`. Those that an API or a state machine calls have no queue."
  value = {
    "approval-service/api"   = module.api
    "approval-service/steps" = module.steps
    "approval-service/hear"  = module.hear
  }
}

output "hears" {
  description = "Rule patterns of all functions."
  value       = module.hear.hears
}

output "timer_events" {
  description = "Detail-types that the service hears from itself: these its timers say."
  value       = { (local.source) = sort(distinct(flatten([for pattern in module.hear.hears : pattern["detail-type"] if contains(pattern.source, local.source)]))) }
}

output "workflow_arn" {
  description = "The state machine of requests."
  value       = aws_sfn_state_machine.requests.arn
}

output "bounces_topic_arn" {
  description = "On which SES tells of mails that bounced; null where the owner's configuration set does."
  value       = one(aws_sns_topic.bounces[*].arn)
}

output "calls_log_group_name" {
  description = "The log group with the API's calls."
  value       = module.http_api.log_group_name
}

output "alarm_names" {
  description = "Names of the alarms of its API and of its workflow; those of its functions are among the functions."
  value       = concat(module.http_api.alarm_names, [aws_cloudwatch_metric_alarm.workflow_failed.alarm_name])
}

output "own_configuration_set" {
  description = "The configuration set that it made for its mails; null where it is the owner's, or none."
  value       = one(aws_sesv2_configuration_set.mail[*].configuration_set_name)
}
