output "functions" {
  description = "The functions, by `service/function`."
  value       = { "rebuild-service/seats" = module.seats }

  precondition {
    # IAM takes 10240 characters for a role's policies, and the others of this one need up to 5700.
    condition     = length(jsonencode(concat(local.resets, local.tags_of_groups))) <= 4500
    error_message = "The tags of all policies, and the names of directory groups, take ${length(jsonencode(concat(local.resets, local.tags_of_groups)))} characters of what the role may do, and IAM has room for 4500. Use one tag value for a group of desktops instead of one for each, and the same tags in several policies."
  }
}

output "hears" {
  description = "Rule patterns of all functions."
  value       = module.seats.hears
}

output "timer_events" {
  description = "Detail-types that the service hears from itself and does not say: these its timers say."
  value = {
    (local.source) = sort(setsubtract(
      flatten([for pattern in module.seats.hears : pattern["detail-type"] if contains(pattern.source, local.source)]),
      local.says,
    ))
  }
}

output "seats_table_name" {
  description = "Name of the table of seats."
  value       = aws_dynamodb_table.seats.name
}

output "seats_table_arn" {
  description = "ARN of the table of seats."
  value       = aws_dynamodb_table.seats.arn
}

output "records_table_name" {
  description = "Name of the table of records."
  value       = aws_dynamodb_table.records.name
}

output "records_table_arn" {
  description = "ARN of the table of records."
  value       = aws_dynamodb_table.records.arn
}
