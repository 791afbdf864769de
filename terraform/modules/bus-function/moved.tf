# Before modules/function stood by itself these were here. Without a word of it Terraform would make each function anew.

moved {
  from = aws_cloudwatch_log_group.function
  to   = module.function.aws_cloudwatch_log_group.function
}

moved {
  from = aws_cloudwatch_metric_alarm.errors
  to   = module.function.aws_cloudwatch_metric_alarm.errors
}

moved {
  from = aws_iam_role.function
  to   = module.function.aws_iam_role.function
}

moved {
  from = aws_iam_role_policy.network
  to   = module.function.aws_iam_role_policy.network
}

moved {
  from = aws_iam_role_policy.work
  to   = module.function.aws_iam_role_policy.work
}

moved {
  from = aws_lambda_function.function
  to   = module.function.aws_lambda_function.function
}

# Only its name has changed: what it said of the log is said by modules/function.
moved {
  from = aws_iam_role_policy.own_queue_and_log
  to   = aws_iam_role_policy.own_queue
}
