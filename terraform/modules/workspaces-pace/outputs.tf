output "pace" {
  description = "For the services' modules: where turns are booked, and how many there are."
  value = {
    table_name       = aws_dynamodb_table.pace.name
    table_arn        = aws_dynamodb_table.pace.arn
    calls_per_second = var.calls_per_second
    calls_at_once    = local.calls_at_once
  }
}
